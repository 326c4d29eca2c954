package io.barograph.ml.failure;

import java.io.Serializable;

/**
 * What a regression of the hours left has learned. Of each sensor there are three features, as
 * {@link SmoothedSensors#features}; each is brought to mean 0 and deviation 1. Immutable: nobody
 * changes the arrays.
 */
final class LifeParameters implements Serializable {
  private static final long serialVersionUID = 1;

  private final double[] means;
  private final double[] deviations;
  private final double[] weights;

  /**
   * Parameters.
   *
   * @param means of the features
   * @param deviations of the features, at least 0; what has none counts nothing
   * @param weights of the features, and behind them the intercept, in hours
   * @throws IllegalArgumentException if they are not as many
   */
  LifeParameters(double[] means, double[] deviations, double[] weights) {
    if (means.length != deviations.length || weights.length != means.length + 1) {
      throw new IllegalArgumentException(
          "there must be a mean, a deviation and a weight for each feature, and one weight more, were %d, %d and %d"
              .formatted(means.length, deviations.length, weights.length));
    }
    this.means = means;
    this.deviations = deviations;
    this.weights = weights;
  }

  double[] means() {
    return means;
  }

  double[] deviations() {
    return deviations;
  }

  double[] weights() {
    return weights;
  }
}
