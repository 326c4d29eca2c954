package io.barograph.jobs.source;

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

  private final Histogram histogram;
  private long lastLook = Long.MIN_VALUE;

  SampleDelay(Histogram histogram) {
    this.histogram = histogram;
  }

  /**
   * Takes note of a record, if it is some time since the last one.
   *
   * @param eventTime of the newest sample or log record in it
   * @param now the time at which it is taken
   */
  void observe(long eventTime, long now) {
    if (lastLook == Long.MIN_VALUE || now - lastLook >= SPACING_MILLIS || now < lastLook) {
      lastLook = now;
      histogram.update(now - eventTime);
    }
  }
}
