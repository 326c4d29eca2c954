package io.barograph.ml.forecast;

import java.util.Arrays;

/**
 * Forecasts what follows a history of evenly spaced values, by as much as its length bears: a bank
 * of seasonal autoregressions, Holt-Winters, or the newest value.
 */
public final class Forecaster {
  /** Holt-Winters is asked from so many values on. */
  private static final int LEAST_SMOOTHED = 8;

  private static final double COVERAGE = 0.95;

  private Forecaster() {}

  /**
   * What follows.
   *
   * @param history finite values, the newest last, at least one
   * @param season how many of them make a day
   * @param horizon so many steps are forecast, at least 1
   */
  public static Forecast forecast(double[] history, Season season, int horizon) {
    if (history.length == 0 || horizon < 1) {
      throw new IllegalArgumentException(
          "history and horizon must be >= 1 step, were %d and %d"
              .formatted(history.length, horizon));
    }
    if (history.length >= AutoregressionBank.leastHistory(season, horizon)) {
      return AutoregressionBank.forecast(history, season, horizon);
    }
    if (history.length >= LEAST_SMOOTHED) {
      return smoothed(history, history.length >= 2 * season.day() ? season.day() : 1, horizon);
    }
    double[] level = new double[horizon];
    Arrays.fill(level, history[history.length - 1]);
    double reach = range(history);
    return new Forecast(
        Forecast.Method.LEVEL, level, shifted(level, -reach), shifted(level, reach));
  }

  /* Each value is an origin: the errors of the first step, wider with the root of the steps. */
  private static Forecast smoothed(double[] history, int period, int horizon) {
    HoltWinters model = new HoltWinters(period);
    double[][] errors = new double[history.length - period][1];
    for (int i = 0; i < history.length; i++) {
      double error = Math.abs(model.add(history[i]));
      if (i >= period) {
        errors[i - period][0] = error;
      }
    }
    double reach = Intervals.reach(errors, 0, 0, COVERAGE);
    double[] values = new double[horizon];
    double[] lower = new double[horizon];
    double[] upper = new double[horizon];
    for (int step = 0; step < horizon; step++) {
      values[step] = model.expected(step + 1);
      lower[step] = values[step] - reach * Math.sqrt(step + 1);
      upper[step] = values[step] + reach * Math.sqrt(step + 1);
    }
    return new Forecast(Forecast.Method.HOLT_WINTERS, values, lower, upper);
  }

  private static double range(double[] history) {
    return Arrays.stream(history).max().orElseThrow() - Arrays.stream(history).min().orElseThrow();
  }

  private static double[] shifted(double[] values, double by) {
    return Arrays.stream(values).map(value -> value + by).toArray();
  }
}
