package io.barograph.ml.failure;

import java.util.Arrays;

/**
 * The sensors of one unit, smoothed fast and slowly by exponentially weighted averages, and their
 * means over its first rows. An average is the plain mean until it has as many values as it looks
 * back on. A missing value changes nothing. Not thread-safe.
 */
final class SmoothedSensors {
  /** How many first rows are a unit's beginning. */
  static final int BEGINNING = 20;

  private static final double FAST = 0.1;
  private static final double SLOW = 0.03;

  private final double[] fast;
  private final double[] slow;
  private final double[] beginning;
  private final int[] seen;
  private int rows;

  SmoothedSensors(int width) {
    fast = new double[width];
    slow = new double[width];
    beginning = new double[width];
    seen = new int[width];
    Arrays.fill(fast, Double.NaN);
  }

  void add(double[] sensors) {
    rows++;
    for (int i = 0; i < sensors.length; i++) {
      double value = sensors[i];
      if (!Double.isFinite(value)) {
        continue;
      }
      double share = 1.0 / ++seen[i];
      if (seen[i] == 1) {
        fast[i] = value;
        slow[i] = value;
        beginning[i] = value;
        continue;
      }
      fast[i] += Math.max(FAST, share) * (value - fast[i]);
      slow[i] += Math.max(SLOW, share) * (value - slow[i]);
      if (seen[i] <= BEGINNING) {
        beginning[i] += share * (value - beginning[i]);
      }
    }
  }

  /** Whether the beginning is over. */
  boolean begun() {
    return rows > BEGINNING;
  }

  /** How many sensors there are. */
  int width() {
    return fast.length;
  }

  /** Where a sensor stands; NaN before its first value. */
  double level(int sensor) {
    return fast[sensor];
  }

  /** Where it stood in the beginning. */
  double beginning(int sensor) {
    return beginning[sensor];
  }

  /**
   * Each sensor's level, its distance from the beginning and its distance from the slow average.
   */
  double[] features() {
    int width = width();
    double[] features = new double[3 * width];
    for (int i = 0; i < width; i++) {
      features[i] = fast[i];
      features[width + i] = fast[i] - beginning[i];
      features[2 * width + i] = fast[i] - slow[i];
    }
    return features;
  }
}
