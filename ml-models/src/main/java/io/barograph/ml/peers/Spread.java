package io.barograph.ml.peers;

import java.util.Arrays;

/**
 * The middle of numbers and how far they lie from it.
 *
 * @param deviation as the standard deviation, were they normal
 */
record Spread(double median, double deviation) {
  private static final double OF_MEDIAN = 1.4826;
  private static final double OF_MEAN = 1.2533;

  /**
   * Of the finite ones. The deviation is by their median distance or, where more than half are the
   * same, by their mean distance; 0 if all are.
   */
  static Spread of(double[] numbers) {
    double median = median(numbers);
    double[] distances =
        Arrays.stream(numbers).filter(Double::isFinite).map(x -> Math.abs(x - median)).toArray();
    double byMedian = OF_MEDIAN * median(distances);
    return new Spread(
        median, byMedian > 0 ? byMedian : OF_MEAN * Arrays.stream(distances).average().orElse(0));
  }

  /** Not a number if none is finite. */
  static double median(double[] numbers) {
    double[] sorted = Arrays.stream(numbers).filter(Double::isFinite).sorted().toArray();
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
