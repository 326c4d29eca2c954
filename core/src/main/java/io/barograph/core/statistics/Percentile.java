package io.barograph.core.statistics;

import java.util.Arrays;

/**
 * Exact quantiles of numbers that are all at hand, linear between two of them: what NumPy calls
 * {@code linear} and Hyndman and Fan (1996) number 7.
 */
public final class Percentile {
  private Percentile() {}

  /**
   * The number below which a share of the numbers lies.
   *
   * @param ascending finite numbers in ascending order
   * @param share 0 to 1
   * @return NaN of no numbers
   */
  public static double ofSorted(double[] ascending, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be 0 to 1, was " + share);
    }
    if (ascending.length == 0) {
      return Double.NaN;
    }
    double place = share * (ascending.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
  }

  /** The same of {@code values} in any order, which stay as they are. */
  public static double of(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return ofSorted(sorted, share);
  }
}
