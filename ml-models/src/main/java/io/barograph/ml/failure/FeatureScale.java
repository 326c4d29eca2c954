package io.barograph.ml.failure;

/**
 * The means and deviations of features. A missing feature changes nothing.
 *
 * <p>Sums after Welford (1962).
 */
final class FeatureScale {
  /* Below this share of its mean a deviation is rounding. */
  private static final double CONSTANT = 1e-9;

  private final double[] means;
  private final double[] squares;
  private final long[] counts;

  FeatureScale(int size) {
    means = new double[size];
    squares = new double[size];
    counts = new long[size];
  }

  /** Takes up a row. */
  void add(double[] features) {
    for (int i = 0; i < features.length; i++) {
      if (Double.isFinite(features[i])) {
        double off = features[i] - means[i];
        means[i] += off / ++counts[i];
        squares[i] += off * (features[i] - means[i]);
      }
    }
  }

  /** The mean of each feature; 0 of what was never there. */
  double[] means() {
    return means.clone();
  }

  /** The deviation of each feature; 0 of what is constant or was never there. */
  double[] deviations() {
    double[] deviations = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      double deviation = counts[i] == 0 ? 0 : Math.sqrt(squares[i] / counts[i]);
      boolean isConstant = deviation <= CONSTANT * Math.max(1, Math.abs(means[i]));
      deviations[i] = isConstant ? 0 : deviation;
    }
    return deviations;
  }
}
