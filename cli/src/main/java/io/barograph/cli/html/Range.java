package io.barograph.cli.html;

import java.util.Arrays;
import java.util.List;

/**
 * What an axis reaches over.
 *
 * @param least where it begins
 * @param most where it ends, above {@code least}
 */
record Range(double least, double most) {
  /**
   * The range of the values that are finite.
   *
   * @param margin this share of it is added on both sides
   */
  static Range of(List<double[]> values, double margin) {
    double least =
        values.stream().flatMapToDouble(Arrays::stream).filter(Double::isFinite).min().orElse(0);
    double most =
        values.stream().flatMapToDouble(Arrays::stream).filter(Double::isFinite).max().orElse(1);
    double wide = most > least ? margin * (most - least) : Math.max(1e-9, 0.5 * Math.abs(most));
    return margin == 0 && most > least
        ? new Range(least, most)
        : new Range(least - wide, most + wide);
  }

  double length() {
    return most - least;
  }

  /** Where a value lies in it, 0 to 1. */
  double share(double value) {
    return (value - least) / length();
  }

  /** The least of 1, 2 and 5 times a power of ten that is no less than {@code step}. */
  static double niceStep(double step) {
    double power = Math.pow(10, Math.floor(Math.log10(step)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= step) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
