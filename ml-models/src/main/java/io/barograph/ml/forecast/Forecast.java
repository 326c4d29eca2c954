package io.barograph.ml.forecast;

import java.util.OptionalInt;

/** The values that are expected next, one a step, and the interval in which 95 of 100 lie. */
public final class Forecast {
  private final Method method;
  private final double[] values;
  private final double[] lower;
  private final double[] upper;

  /** How a forecast was made: by the most that the length of the history bears. */
  public enum Method {
    /** The mean of the best of a bank of seasonal autoregressions. */
    AUTOREGRESSION,
    /** Holt-Winters, with the season of a day where two days are known. */
    HOLT_WINTERS,
    /** The newest value: too little is known for more. */
    LEVEL
  }

  Forecast(Method method, double[] values, double[] lower, double[] upper) {
    this.method = method;
    this.values = values;
    this.lower = lower;
    this.upper = upper;
  }

  /** How it was made. */
  public Method method() {
    return method;
  }

  /** The expected values, the first one step behind the newest known; not to be changed. */
  public double[] values() {
    return values;
  }

  /** The lower ends of the intervals, each at most the value; not to be changed. */
  public double[] lower() {
    return lower;
  }

  /** The upper ends of the intervals, each at least the value; not to be changed. */
  public double[] upper() {
    return upper;
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
