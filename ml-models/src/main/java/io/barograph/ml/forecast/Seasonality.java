package io.barograph.ml.forecast;

import io.barograph.core.statistics.Percentile;

/**
 * How much of what a history varies by, beside its trend, repeats each day.
 *
 * <p>It is 1 − Var(rest) / Var(all), where the rest is what the mean of the same step of all days
 * leaves (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 4.3),
 * with the variances divided by their degrees of freedom: noise has 0 however few days there are.
 * The trend is the median of what steps differ from those a day before, which no rhythm tilts.
 */
public final class Seasonality {
  private static final int FEWEST_DAYS = 2;
  private static final double ROUNDING = 1e-9;

  private Seasonality() {}

  /**
   * The strength.
   *
   * @param history finite values, the newest last
   * @param day how many steps a day has
   * @return 0 (nothing repeats) to 1 (all does); NaN of less than two days or a constant history
   */
  public static double strength(double[] history, int day) {
    int count = history.length;
    if (day < 2 || count < FEWEST_DAYS * day) {
      return Double.NaN;
    }
    double[] rises = new double[count - day];
    for (int i = 0; i < rises.length; i++) {
      rises[i] = history[i + day] - history[i];
    }
    double perStep = Percentile.of(rises, 0.5) / day;
    double[] levels = new double[count];
    double mean = 0;
    double[] phases = new double[day];
    int[] counts = new int[day];
    for (int i = 0; i < count; i++) {
      levels[i] = history[i] - perStep * i;
      mean += levels[i] / count;
      phases[i % day] += levels[i];
      counts[i % day]++;
    }
    double all = 0;
    double rest = 0;
    for (int i = 0; i < count; i++) {
      double off = levels[i] - phases[i % day] / counts[i % day];
      rest += off * off;
      all += (levels[i] - mean) * (levels[i] - mean);
    }
    boolean isConstant = Math.sqrt(all / count) <= ROUNDING * Math.abs(mean);
    return isConstant ? Double.NaN : Math.max(0, 1 - rest / (count - day) / (all / (count - 1)));
  }
}
