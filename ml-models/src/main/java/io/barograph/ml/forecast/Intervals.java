package io.barograph.ml.forecast;

import io.barograph.core.statistics.Percentile;

/** How far forecasts were off. */
final class Intervals {
  private Intervals() {}

  /**
   * How far a share of the values lay, at most, from what was forecast for a step.
   *
   * @param errors absolute errors, by origin and step
   * @param around errors of so many steps before and behind count too
   * @param share 0 to 1
   */
  static double reach(double[][] errors, int step, int around, double share) {
    int from = Math.max(0, step - around);
    int to = Math.min(errors[0].length - 1, step + around);
    double[] all = new double[errors.length * (to - from + 1)];
    int count = 0;
    for (double[] ofOrigin : errors) {
      for (int i = from; i <= to; i++) {
        all[count++] = ofOrigin[i];
      }
    }
    return Percentile.of(all, share);
  }
}
