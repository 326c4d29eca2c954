package io.barograph.ml.drift;

import java.util.Arrays;

/**
 * The population stability index of a sample against a reference, whose quantiles fix the bins.
 *
 * <p>Below 0.1 is taken as steady, up to 0.25 as worth a look, above as a change of the population.
 * Of fewer than 500 values it is noisy. Immutable.
 */
public final class PopulationStability {
  /*
   * Bins by the linear quantiles of the reference (numpy's default, type 7 of Hyndman and Fan),
   * outer edges infinite, [low, high) each. Shares are floored at 1e-4, so that an empty bin gives
   * no infinity. The index is sum((current - reference) * ln(current / reference)), the symmetric
   * Kullback-Leibler divergence.
   */

  /** How many bins are usual. */
  public static final int DEFAULT_BINS = 10;

  private static final double FLOOR = 1e-4;

  private final double[] innerEdges;
  private final double[] referenceShares;

  /**
   * A reference.
   *
   * @param reference finite values, at least one, in any order
   * @param bins >= 2
   */
  public PopulationStability(double[] reference, int bins) {
    if (bins < 2) {
      throw new IllegalArgumentException("bins must be >= 2, was " + bins);
    } else if (reference.length == 0) {
      throw new IllegalArgumentException("reference must hold a value, was empty");
    }
    double[] sorted = reference.clone();
    Arrays.sort(sorted);
    innerEdges = new double[bins - 1];
    for (int i = 1; i < bins; i++) {
      innerEdges[i - 1] = quantile(sorted, (double) i / bins);
    }
    referenceShares = shares(sorted);
  }

  /**
   * The index of a sample, >= 0.
   *
   * @param current finite values, at least one
   */
  public double index(double[] current) {
    if (current.length == 0) {
      throw new IllegalArgumentException("current must hold a value, was empty");
    }
    double[] shares = shares(current);
    double index = 0;
    for (int i = 0; i < shares.length; i++) {
      index += (shares[i] - referenceShares[i]) * Math.log(shares[i] / referenceShares[i]);
    }
    return index;
  }

  private double[] shares(double[] values) {
    double[] shares = new double[innerEdges.length + 1];
    for (double value : values) {
      shares[bin(value)]++;
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.max(FLOOR, shares[i] / values.length);
    }
    return shares;
  }

  /** How many edges are at or below the value. */
  private int bin(double value) {
    int bin = 0;
    while (bin < innerEdges.length && innerEdges[bin] <= value) {
      bin++;
    }
    return bin;
  }

  private static double quantile(double[] sorted, double q) {
    double position = q * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
