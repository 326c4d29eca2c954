package io.barograph.promql.eval;

import java.util.Arrays;

/** Quantiles of a set of values, interpolated linearly between two ranks. */
public final class Quantile {
  private Quantile() {}

  /**
   * The value at a level; sorts the values.
   *
   * @param values the first {@code count} are looked at; at least one
   * @param level 0 to 1; below it is negative, above it positive infinity, NaN gives NaN
   */
  public static double of(double[] values, int count, double level) {
    if (Double.isNaN(level)) {
      return Double.NaN;
    }
    if (level < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (level > 1) {
      return Double.POSITIVE_INFINITY;
    }
    Arrays.sort(values, 0, count);
    int nans = 0;
    while (nans < count && Double.isNaN(values[count - 1 - nans])) {
      nans++;
    }
    double rank = level * (count - 1);
    int lower = (int) Math.floor(rank);
    int upper = Math.min(count - 1, lower + 1);
    double weight = rank - Math.floor(rank);
    return sorted(values, count, nans, lower) * (1 - weight)
        + sorted(values, count, nans, upper) * weight;
  }

  /* Prometheus sorts NaN before all numbers, Java behind them. */
  private static double sorted(double[] values, int count, int nans, int index) {
    return values[index < nans ? count - 1 - index : index - nans];
  }
}
