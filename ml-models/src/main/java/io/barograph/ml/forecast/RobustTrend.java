package io.barograph.ml.forecast;

import io.barograph.core.statistics.Percentile;
import java.util.Arrays;

/**
 * Where a history tends to, whatever single values do: the slope of Theil (1950) and Sen (1968),
 * the median of the slopes of all pairs, and Kendall's tau, the share of pairs that rise less the
 * share that fall.
 *
 * @param perStep by how much it rises a step; less than 0 if it falls
 * @param last its value at the newest step
 * @param strength tau, -1 (always falls) to 1 (always rises)
 * @param reach so far, at most, 95 of 100 values lay from it
 */
public record RobustTrend(double perStep, double last, double strength, double reach) {
  /** A longer history is thinned out to about so many values: the pairs grow with the square. */
  private static final int MOST = 256;

  private static final double COVERAGE = 0.95;

  /**
   * The trend of a history.
   *
   * @param history finite values, the newest last, at least two
   */
  public static RobustTrend of(double[] history) {
    if (history.length < 2) {
      throw new IllegalArgumentException("a trend needs >= 2 values, had " + history.length);
    }
    int every = (history.length + MOST - 1) / MOST;
    int count = (history.length + every - 1) / every;
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[count - 1 - i] = history[history.length - 1 - i * every];
    }
    double slope = slope(values) / every;
    double[] levels = new double[history.length];
    for (int i = 0; i < history.length; i++) {
      levels[i] = history[i] + slope * (history.length - 1 - i);
    }
    double last = Percentile.of(levels, 0.5);
    double[] off = Arrays.stream(levels).map(level -> Math.abs(level - last)).toArray();
    return new RobustTrend(slope, last, tau(values), Percentile.of(off, COVERAGE));
  }

  private static double slope(double[] values) {
    double[] slopes = new double[values.length * (values.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        slopes[count++] = (values[j] - values[i]) / (j - i);
      }
    }
    return Percentile.of(slopes, 0.5);
  }

  private static double tau(double[] values) {
    long rising = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        rising += (long) Math.signum(values[j] - values[i]);
      }
    }
    return 2.0 * rising / ((long) values.length * (values.length - 1));
  }

  /** The value that is expected so many steps behind the newest. */
  public double expected(double steps) {
    return last + perStep * steps;
  }

  /**
   * How many steps it takes until a limit is reached; 0 if it is already, infinite if the trend
   * does not lead there.
   *
   * @param isAbove true if to be above the limit is to be beyond it
   */
  public double stepsUntil(double limit, boolean isAbove) {
    double way = isAbove ? limit - last : last - limit;
    double pace = isAbove ? perStep : -perStep;
    if (way <= 0) {
      return 0;
    }
    return pace > 0 ? way / pace : Double.POSITIVE_INFINITY;
  }
}
