package io.barograph.ml.drift;

/**
 * How far the empirical distribution of n values strays from the one they were drawn from.
 *
 * <p>Exact up to {@value #MAX_EXACT} values and in the upper tail; beyond by the limit for large n,
 * with an error of some thousandths of the result.
 */
final class KolmogorovDistribution {
  /*
   * R. Simard and P. L'Ecuyer, Computing the Two-Sided Kolmogorov-Smirnov Distribution, Journal of
   * Statistical Software 39(11), 2011, choose among: twice the one-sided probability of Z. W.
   * Birnbaum and F. H. Tingey (1951), which is as good as exact where n d^2 > 4; the power of a
   * matrix of G. Marsaglia, W. W. Tsang and J. Wang (2003); and for large n Kolmogorov's series,
   * here with the size of M. A. Stephens (1970).
   *
   * Of the power H^n only one element is asked for, so that a row is multiplied n times by H, of
   * which no element is below 0 and all are 0 above the second diagonal: 2 n (n d)^2 steps, where
   * powers of the matrix take 8 (n d)^3 for each binary digit of n. With n! / n^n divided among
   * the steps nothing overflows, and what underflows is below 1e-100 of the result.
   */

  private static final int MAX_EXACT = 1_000;
  private static final double TAIL = 4;
  private static final int MAX_TERMS = 100;

  private KolmogorovDistribution() {}

  /**
   * How likely the greatest distance of {@code n} values is {@code distance} or more.
   *
   * @param n >= 1
   * @param distance 0 to 1
   */
  static double survival(int n, double distance) {
    if (distance <= 0.5 / n) {
      return 1;
    } else if (distance >= 1) {
      return 0;
    }
    double p;
    if (n <= MAX_EXACT || n * distance * distance > 18) {
      p =
          n * distance * distance > TAIL
              ? 2 * oneSided(n, distance)
              : 1 - withinByMatrix(n, distance);
    } else {
      double root = Math.sqrt(n);
      p = limit((root + 0.12 + 0.11 / root) * distance);
    }
    return Math.max(0, Math.min(1, p));
  }

  /** How likely the empirical distribution lies above by {@code d} or more somewhere. */
  private static double oneSided(int n, double d) {
    double logBinomial = 0;
    double sum = 0;
    int last = (int) Math.floor(n * (1 - d));
    for (int j = 0; j <= last; j++) {
      double rest = 1 - d - (double) j / n;
      if (rest <= 0) {
        break;
      }
      sum +=
          Math.exp(logBinomial + (j - 1) * Math.log(d + (double) j / n) + (n - j) * Math.log(rest));
      logBinomial += Math.log((double) (n - j) / (j + 1));
    }
    return d * sum;
  }

  /** How likely the greatest distance is less than {@code d}. */
  private static double withinByMatrix(int n, double d) {
    int k = (int) Math.ceil(n * d);
    int size = 2 * k - 1;
    double h = k - n * d;
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        matrix[i][j] = i - j + 1 < 0 ? 0 : 1;
      }
    }
    for (int i = 0; i < size; i++) {
      matrix[i][0] -= Math.pow(h, i + 1);
      matrix[size - 1][i] -= Math.pow(h, size - i);
    }
    matrix[size - 1][0] += 2 * h - 1 > 0 ? Math.pow(2 * h - 1, size) : 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        for (int g = 1; g <= i - j + 1; g++) {
          matrix[i][j] /= g;
        }
      }
    }
    double[] row = new double[size];
    row[k - 1] = 1;
    for (int step = 1; step <= n; step++) {
      row = times(row, matrix, (double) step / n);
    }
    return row[k - 1];
  }

  /** A row times a matrix that is 0 above its second diagonal, times a factor. */
  private static double[] times(double[] row, double[][] matrix, double factor) {
    double[] product = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      double scaled = row[i] * factor;
      double[] elements = matrix[i];
      int end = Math.min(i + 2, row.length);
      for (int j = 0; j < end; j++) {
        product[j] += scaled * elements[j];
      }
    }
    return product;
  }

  /** Kolmogorov's limit; below 1 the other form of the same function converges faster. */
  private static double limit(double x) {
    double sum = 0;
    for (int k = 1; k <= MAX_TERMS; k++) {
      double odd = 2.0 * k - 1;
      double term =
          x < 1
              ? Math.exp(-odd * odd * Math.PI * Math.PI / (8 * x * x))
              : Math.exp(-2.0 * k * k * x * x) * (k % 2 == 1 ? 1 : -1);
      sum += term;
      if (Math.abs(term) <= 1e-17 * sum) {
        break;
      }
    }
    return x < 1 ? 1 - Math.sqrt(2 * Math.PI) / x * sum : 2 * sum;
  }
}
