package io.barograph.ml.regression;

/**
 * The normal equations of a ridge regression with an intercept, summed up row by row, so that what
 * is fitted to more rows costs only those rows. Not thread-safe.
 *
 * <p>Hoerl and Kennard (1970); solved by {@link Cholesky}, also where an input is constant. The
 * intercept is not shrunk.
 */
public final class RidgeSums {
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
    double[][] shrunk = new double[size][size];
    for (int i = 0; i < size; i++) {
      System.arraycopy(products[i], 0, shrunk[i], 0, i + 1);
      shrunk[i][i] += i < size - 1 ? shrinkage * rows : 0;
    }
    return new Cholesky(shrunk).solve(targets);
  }
}
