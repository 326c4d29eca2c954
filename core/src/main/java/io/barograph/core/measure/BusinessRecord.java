package io.barograph.core.measure;

import java.io.DataOutput;
import java.io.IOException;

/** A record of what the business does: a trade, a quote, a prediction. It is immutable. */
public interface BusinessRecord {
  /** When it was, in milliseconds since the epoch: the time by which it is ordered. */
  long time();

  /** Writes all of it; the class has a method {@code read} that reads it again. */
  void write(DataOutput out) throws IOException;
}
