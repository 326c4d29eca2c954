package io.barograph.ml.drift;

import java.util.HashMap;
import java.util.Map;

/**
 * The test of {@link KolmogorovSmirnov} on samples that are all of one size, asked again and again.
 *
 * <p>The distance of two such samples is a multiple of 1 / size, so that there are few p-values;
 * each is computed once and remembered, at most size + 1 of them. Not thread-safe.
 */
public final class EqualSizeComparison {
  private final int size;
  private final Map<Long, Double> pValues = new HashMap<>();

  /**
   * A test that remembers nothing yet.
   *
   * @param size of each sample, at least 1
   */
  public EqualSizeComparison(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("size of samples must be >= 1, was " + size);
    }
    this.size = size;
  }

  /** Compares two samples of finite values, in any order. */
  public KolmogorovSmirnov of(double[] one, double[] other) {
    if (one.length != size || other.length != size) {
      throw new IllegalArgumentException(
          "both samples must hold %d values, held %d and %d"
              .formatted(size, one.length, other.length));
    }
    long steps = Math.round(KolmogorovSmirnov.distance(one, other) * size);
    double statistic = (double) steps / size;
    double pValue =
        pValues.computeIfAbsent(steps, any -> KolmogorovSmirnov.pValue(statistic, size / 2.0));
    return new KolmogorovSmirnov(statistic, pValue);
  }
}
