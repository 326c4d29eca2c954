package io.barograph.core.quality;

import io.barograph.core.statistics.Percentile;
import java.util.Collection;

/**
 * How long something took.
 *
 * @param count how often it happened
 * @param medianSeconds half took no longer; NaN of none
 * @param p90Seconds nine of ten took no longer; NaN of none
 */
public record Delays(int count, double medianSeconds, double p90Seconds) {
  private static final double HALF = 0.5;
  private static final double NINE_OF_TEN = 0.9;
  private static final double MILLIS = 1_000;

  /** Of what took so many milliseconds each. */
  static Delays of(Collection<Long> millis) {
    double[] seconds = new double[millis.size()];
    int i = 0;
    for (long one : millis) {
      seconds[i++] = one / MILLIS;
    }
    return new Delays(
        seconds.length, Percentile.of(seconds, HALF), Percentile.of(seconds, NINE_OF_TEN));
  }

  /** True if it happened at all. */
  public boolean isKnown() {
    return count > 0;
  }
}
