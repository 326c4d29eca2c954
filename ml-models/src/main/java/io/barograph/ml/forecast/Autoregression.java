package io.barograph.ml.forecast;

import io.barograph.ml.regression.RidgeSums;

/**
 * An autoregression on chosen lags of one history, fitted by ridge regression to its beginning and
 * then to more and more of it. Forecasts of many steps are made of forecasts of one. Not
 * thread-safe.
 */
final class Autoregression {
  private final Scale scale;
  private final double[] scaled;
  private final int[] lags;
  private final RidgeSums sums;
  private int fitted;

  /**
   * Fitted to nothing yet.
   *
   * @param lags ascending, the last below the length of the history
   */
  Autoregression(double[] history, Scale scale, int[] lags) {
    this.scale = scale;
    this.scaled = scale.of(history);
    this.lags = lags;
    this.sums = new RidgeSums(lags.length);
    this.fitted = lags[lags.length - 1];
  }

  /** Takes up the history before step {@code end}. */
  void fit(int end) {
    double[] row = sums.row();
    for (; fitted < end; fitted++) {
      for (int i = 0; i < lags.length; i++) {
        row[i] = scaled[fitted - lags[i]];
      }
      sums.add(scaled[fitted]);
    }
  }

  /**
   * What follows the history that was taken up.
   *
   * @param shrinkage see {@link RidgeSums#solve}
   */
  double[] forecast(double shrinkage, int horizon) {
    double[] weights = sums.solve(shrinkage);
    double[] ahead = new double[horizon];
    double[] values = new double[horizon];
    for (int step = 0; step < horizon; step++) {
      double sum = weights[lags.length];
      for (int i = 0; i < lags.length; i++) {
        int back = step - lags[i];
        sum += weights[i] * (back >= 0 ? ahead[back] : scaled[fitted + back]);
      }
      ahead[step] = Scale.cut(sum);
      values[step] = scale.back(ahead[step]);
    }
    return values;
  }
}
