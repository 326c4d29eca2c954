package io.barograph.ml.drift;

import java.util.Arrays;

/**
 * The two-sample Kolmogorov-Smirnov test, two-sided.
 *
 * @param statistic the greatest distance of the two empirical distributions, 0 to 1
 * @param pValue how likely such a distance is if both samples come from one continuous
 *     distribution, 0 to 1; see {@link KolmogorovDistribution}
 */
public record KolmogorovSmirnov(double statistic, double pValue) {
  /*
   * The p-value is asymptotic in that the two samples stand for one of their effective size,
   * mn / (m + n) rounded half to even, whose distribution is then taken as it is: so does scipy.
   */

  /** Compares two samples, each of at least one finite value, in any order. */
  public static KolmogorovSmirnov of(double[] one, double[] other) {
    if (one.length == 0 || other.length == 0) {
      throw new IllegalArgumentException("both samples must hold a value, one was empty");
    }
    double statistic = distance(one, other);
    double size = (double) one.length * other.length / (one.length + other.length);
    return new KolmogorovSmirnov(statistic, pValue(statistic, size));
  }

  /** The p-value of samples whose effective size is {@code size}. */
  static double pValue(double statistic, double size) {
    return KolmogorovDistribution.survival((int) Math.max(1, Math.rint(size)), statistic);
  }

  /** The greatest distance of the empirical distributions of two samples, in any order. */
  static double distance(double[] one, double[] other) {
    double[] a = sorted(one);
    double[] b = sorted(other);
    double distance = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      double value = Math.min(a[i], b[j]);
      while (i < a.length && a[i] <= value) {
        i++;
      }
      while (j < b.length && b[j] <= value) {
        j++;
      }
      distance = Math.max(distance, Math.abs((double) i / a.length - (double) j / b.length));
    }
    return distance;
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
