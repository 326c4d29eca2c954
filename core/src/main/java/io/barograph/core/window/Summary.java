package io.barograph.core.window;

import java.io.DataOutput;
import java.io.IOException;

/**
 * What is kept of a run of records, constant in size; runs that follow each other merge.
 *
 * @param <S> the summary itself
 */
public interface Summary<S extends Summary<S>> {
  /** Takes up what {@code later} keeps of the records after these; {@code later} stays as it is. */
  void merge(S later);

  /** Writes all of it. */
  void write(DataOutput out) throws IOException;
}
