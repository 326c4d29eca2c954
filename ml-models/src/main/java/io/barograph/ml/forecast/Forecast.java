package io.barograph.ml.forecast;

import java.util.OptionalInt;

/**
 * The values that are expected next, one a step, and the interval in which 95 of 100 lie.
 *
 * @param method how it was made
 * @param values the expected values, the first one step behind the newest known
 * @param lower the lower end of the interval, at most the value
 * @param upper the upper end, at least the value
 */
public record Forecast(Method method, double[] values, double[] lower, double[] upper) {
  /** How a forecast was made: by the most that the length of the history bears. */
  public enum Method {
    /** The mean of the best of a bank of seasonal autoregressions. */
    AUTOREGRESSION,
    /** Holt-Winters, with the season of a day where two days are known. */
    HOLT_WINTERS,
    /** The newest value: too little is known for more. */
    LEVEL
  }

  /** How many steps it reaches. */
  public int horizon() {
    return values.length;
  }

  /**
   * The first step, from 0, at which the expected value is at or beyond a limit.
   *
   * @param isAbove true if to be above the limit is to be beyond it
   */
  public OptionalInt firstBeyond(double limit, boolean isAbove) {
    for (int step = 0; step < values.length; step++) {
      if (isAbove ? values[step] >= limit : values[step] <= limit) {
        return OptionalInt.of(step);
      }
    }
    return OptionalInt.empty();
  }
}
