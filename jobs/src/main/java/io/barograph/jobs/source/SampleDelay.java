package io.barograph.jobs.source;

import java.util.function.Supplier;
import org.apache.flink.metrics.Histogram;

/**
 * How long after their event times records are taken, as a histogram in milliseconds.
 *
 * <p>At most one record in {@value #SPACING_MILLIS} ms is looked at, so the histogram's 1,024
 * newest observations reach back ten seconds or more. Not thread-safe.
 */
final class SampleDelay {
  /** How many observations the histogram keeps. */
  static final int WINDOW = 1_024;

  static final int SPACING_MILLIS = 10;

  private final Supplier<Histogram> registration;
  private Histogram histogram;
  private long lastLook;

  /**
   * A delay of which nothing is known.
   *
   * @param registration makes the histogram at the first observation: what an empty one says is no
   *     number, and would be that of all subtasks together
   */
  SampleDelay(Supplier<Histogram> registration) {
    this.registration = registration;
  }

  /**
   * Takes note of a record, if it is some time since the last one.
   *
   * @param eventTime of the newest sample or log record in it
   * @param now the time at which it is taken
   */
  void observe(long eventTime, long now) {
    if (histogram == null || now - lastLook >= SPACING_MILLIS || now < lastLook) {
      if (histogram == null) {
        histogram = registration.get();
      }
      lastLook = now;
      histogram.update(now - eventTime);
    }
  }
}
