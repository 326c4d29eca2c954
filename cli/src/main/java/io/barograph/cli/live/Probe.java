package io.barograph.cli.live;

import io.barograph.core.sample.Sample;
import java.util.List;

/** A place from which metrics are read. Each probe is read by one thread at a time. */
public interface Probe {
  /** The value of the label {@code job} of its samples. */
  String job();

  /**
   * Reads all metrics once.
   *
   * @param nowMillis the event time that the samples get, milliseconds since the epoch
   * @return the samples; empty if the place does not answer
   */
  List<Sample> read(long nowMillis);
}
