package io.barograph.ml.regression;

/**
 * Cholesky's decomposition of a symmetric matrix that is positive definite, or nearly: pivots that
 * are not above {@value #LEAST_PIVOT} count as that.
 */
public final class Cholesky {
  private static final double LEAST_PIVOT = 1e-12;

  private final double[][] factor;

  /**
   * Decomposes a matrix.
   *
   * @param matrix of which the lower triangle is read
   */
  public Cholesky(double[][] matrix) {
    int size = matrix.length;
    factor = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= factor[i][k] * factor[j][k];
        }
        factor[i][j] = i == j ? Math.sqrt(Math.max(sum, LEAST_PIVOT)) : sum / factor[j][j];
      }
    }
  }

  /** The vector that the matrix maps to {@code right}. */
  public double[] solve(double[] right) {
    double[] solved = right.clone();
    for (int i = 0; i < solved.length; i++) {
      for (int k = 0; k < i; k++) {
        solved[i] -= factor[i][k] * solved[k];
      }
      solved[i] /= factor[i][i];
    }
    for (int i = solved.length - 1; i >= 0; i--) {
      for (int k = i + 1; k < solved.length; k++) {
        solved[i] -= factor[k][i] * solved[k];
      }
      solved[i] /= factor[i][i];
    }
    return solved;
  }

  /** The inverse of the matrix, symmetric to the last bit. */
  public double[][] inverse() {
    int size = factor.length;
    double[][] inverse = new double[size][];
    for (int i = 0; i < size; i++) {
      double[] unit = new double[size];
      unit[i] = 1;
      inverse[i] = solve(unit);
      for (int j = 0; j < i; j++) {
        inverse[i][j] = inverse[j][i];
      }
    }
    return inverse;
  }
}
