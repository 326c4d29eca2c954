package io.barograph.ml.failure;

import io.barograph.ml.regression.RidgeSums;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How many hours a unit has left, a ridge regression on its smoothed sensors. Immutable.
 *
 * <p>Hours beyond a cap count as the cap: a unit far from its end shows nothing of it (Heimes, PHM
 * 2008).
 */
final class RemainingLife implements Serializable {
  private static final long serialVersionUID = 1;

  private static final double SHRINKAGE = 1e-3;

  private final LifeParameters learned;

  RemainingLife(LifeParameters learned) {
    this.learned = learned;
  }

  /** What it has learned. */
  LifeParameters learned() {
    return learned;
  }

  /**
   * Fitted to the rows of units, each up to its failure.
   *
   * @param units with their {@link #features}, one list for each unit
   */
  static RemainingLife fit(List<FailedUnit> units, List<List<double[]>> features, double capHours) {
    int size = 3 * units.get(0).history().width();
    FeatureScale scale = new FeatureScale(size);
    for (List<double[]> unit : features) {
      unit.forEach(scale::add);
    }
    double[] means = scale.means();
    double[] deviations = scale.deviations();
    RidgeSums sums = new RidgeSums(size);
    for (int i = 0; i < units.size(); i++) {
      for (int row = 0; row < features.get(i).size(); row++) {
        scale(features.get(i).get(row), means, deviations, sums.row());
        sums.add(Math.min(units.get(i).remainingHours(row), capHours));
      }
    }
    return new RemainingLife(new LifeParameters(means, deviations, sums.solve(SHRINKAGE)));
  }

  /** Puts the scaled features into the first elements of {@code row}; what is missing is 0. */
  private static void scale(double[] features, double[] means, double[] deviations, double[] row) {
    for (int i = 0; i < features.length; i++) {
      boolean isNothing = deviations[i] == 0 || !Double.isFinite(features[i]);
      row[i] = isNothing ? 0 : (features[i] - means[i]) / deviations[i];
    }
  }

  /** The features of a unit's rows up to its failure. */
  static List<double[]> features(FailedUnit unit) {
    UnitHistory history = unit.history();
    SmoothedSensors sensors = new SmoothedSensors(history.width());
    List<double[]> features = new ArrayList<>();
    for (int row = 0; row < history.size() && unit.remainingHours(row) >= 0; row++) {
      sensors.add(history.sensors(row));
      features.add(sensors.features());
    }
    return features;
  }

  /** The hours left at a row of features; not bounded. */
  double hours(double[] features) {
    double[] row = new double[features.length];
    scale(features, learned.means(), learned.deviations(), row);
    double[] weights = learned.weights();
    double hours = weights[features.length];
    for (int i = 0; i < features.length; i++) {
      hours += weights[i] * row[i];
    }
    return hours;
  }

  /** The hours left at each row of a unit. */
  double[] hours(List<double[]> features) {
    return features.stream().mapToDouble(this::hours).toArray();
  }
}
