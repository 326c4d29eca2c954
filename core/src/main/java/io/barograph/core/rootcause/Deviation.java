package io.barograph.core.rootcause;

import java.util.Arrays;

/**
 * How far values are from the usual ones, in usual deviations.
 *
 * <p>Levels are compared by their logarithms: a tenfold is as far as another tenfold, whatever it
 * is a tenfold of, and no floor that is a share of the median swallows what never varies.
 */
final class Deviation {
  /** What makes the median absolute deviation of a normal distribution its standard deviation. */
  private static final double MAD = 1.4826;

  private static final double TAIL = 0.9;

  /** The 90th percentile of the standard normal distribution. */
  private static final double NORMAL_TAIL = 1.2816;

  /** Of how many values a spread is doubted as much as it is believed. */
  private static final double DOUBT = 4;

  private Deviation() {}

  /**
   * Where values lie and how far they spread, each way.
   *
   * @param above the greater of the median absolute deviation and what the 90th percentile lies
   *     above the median, both as standard deviations: noise with a long tail is noise
   * @param trust in (0, 1), grows with the number of values
   */
  record Usual(double median, double above, double below, double trust) {
    /** Of values in any order, at least one. */
    static Usual of(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double median = Deviation.median(sorted);
      double[] away = new double[sorted.length];
      for (int i = 0; i < away.length; i++) {
        away[i] = Math.abs(sorted[i] - median);
      }
      Arrays.sort(away);
      double mad = MAD * Deviation.median(away);
      int tail = (int) Math.ceil(TAIL * sorted.length);
      return new Usual(
          median,
          Math.max(mad, (sorted[tail - 1] - median) / NORMAL_TAIL),
          Math.max(mad, (median - sorted[sorted.length - tail]) / NORMAL_TAIL),
          Math.sqrt(sorted.length / (sorted.length + DOUBT)));
    }
  }

  /** Of sorted values, at least one. */
  static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
  }

  /** How far a level is above the usual ones; negative below. Both are logarithms. */
  static double above(Usual usual, double value, double leastRise) {
    return (value - usual.median()) / Math.max(usual.above(), leastRise) * usual.trust();
  }

  /**
   * How far the logarithm of a ratio of counts is from the usual ones, >= 0.
   *
   * @param fewer how much greater the variance is than usual because the counts are smaller
   */
  static double apart(Usual usual, double value, double leastRise, double fewer) {
    double away = value - usual.median();
    double spread = Math.max(away > 0 ? usual.above() : usual.below(), leastRise);
    return Math.abs(away) / Math.sqrt(spread * spread + Math.max(0, fewer)) * usual.trust();
  }

  /**
   * How far a count is above what is expected: the signed root of the deviance of a Poisson count,
   * which is about standard normal, also where almost nothing is expected.
   */
  static double ofCount(double count, double expected) {
    return count <= expected
        ? 0
        : Math.sqrt(2 * (count * Math.log(count / expected) - (count - expected)));
  }
}
