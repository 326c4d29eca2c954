package io.barograph.ml.regression;

/**
 * The normal equations of a ridge regression with an intercept, summed up row by row, so that what
 * is fitted to more rows costs only those rows. Not thread-safe.
 *
 * <p>Hoerl and Kennard (1970); solved by Cholesky's decomposition. The intercept is not shrunk.
 */
public final class RidgeSums {
  /** Keeps the equations solvable where an input is constant. */
  private static final double LEAST_PIVOT = 1e-12;

  private final int size;
  private final double[][] products;
  private final double[] targets;
  private final double[] row;
  private int rows;

  /** Sums of no rows of so many inputs. */
  public RidgeSums(int inputs) {
    size = inputs + 1;
    products = new double[size][size];
    targets = new double[size];
    row = new double[size];
    row[inputs] = 1;
  }

  /** What the inputs of the next row are put into; its last element is the intercept's. */
  public double[] row() {
    return row;
  }

  /** Adds the row. */
  public void add(double target) {
    for (int i = 0; i < size; i++) {
      double[] products = this.products[i];
      for (int j = 0; j <= i; j++) {
        products[j] += row[i] * row[j];
      }
      targets[i] += row[i] * target;
    }
    rows++;
  }

  /**
   * The weights of the inputs, and behind them the intercept.
   *
   * @param shrinkage how much weights are shrunk, per row, above 0
   */
  public double[] solve(double shrinkage) {
    double[][] factor = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = products[i][j] + (i == j && i < size - 1 ? shrinkage * rows : 0);
        for (int k = 0; k < j; k++) {
          sum -= factor[i][k] * factor[j][k];
        }
        factor[i][j] = i == j ? Math.sqrt(Math.max(sum, LEAST_PIVOT)) : sum / factor[j][j];
      }
    }
    return substitute(factor);
  }

  private double[] substitute(double[][] factor) {
    double[] weights = targets.clone();
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        weights[i] -= factor[i][k] * weights[k];
      }
      weights[i] /= factor[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        weights[i] -= factor[k][i] * weights[k];
      }
      weights[i] /= factor[i][i];
    }
    return weights;
  }
}
