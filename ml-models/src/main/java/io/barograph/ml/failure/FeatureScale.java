package io.barograph.ml.failure;

/**
 * Brings features to mean 0 and deviation 1. What is constant in the rows that it was made of, or
 * missing, becomes 0.
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

  /** Puts the scaled features into the first elements of {@code row}. */
  void scale(double[] features, double[] row) {
    for (int i = 0; i < features.length; i++) {
      double deviation = counts[i] == 0 ? 0 : Math.sqrt(squares[i] / counts[i]);
      boolean constant = deviation <= CONSTANT * Math.max(1, Math.abs(means[i]));
      row[i] = constant || !Double.isFinite(features[i]) ? 0 : (features[i] - means[i]) / deviation;
    }
  }
}
