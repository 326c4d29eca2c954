package io.barograph.core.prediction;

import java.util.ArrayList;
import java.util.List;

/**
 * How often the likeliest class came true, by how likely it was said to be: {@value #BINS} bins of
 * equal width, (low, high] each. Not thread-safe.
 */
public final class CalibrationBins {
  /*
   * C. Guo et al., On Calibration of Modern Neural Networks, ICML 2017: the expected calibration
   * error is the mean over all predictions of |share that came true - mean confidence| of their
   * bin.
   */

  /** How many bins there are. */
  public static final int BINS = 10;

  /** What is so little above an edge is at it: probabilities are rounded. */
  private static final double EDGE_TOLERANCE = 1e-6;

  private final long[] counts = new long[BINS];
  private final long[] correct = new long[BINS];
  private final double[] confidence = new double[BINS];

  /**
   * A bin that is not empty.
   *
   * @param upTo its upper edge
   * @param count predictions in it
   * @param confidence how likely their likeliest classes were said to be, on average
   * @param accuracy how many of them came true, 0 to 1
   */
  public record Bin(double upTo, long count, double confidence, double accuracy) {}

  /** Counts a prediction whose likeliest class has this probability. */
  public void add(double probability, boolean isCorrect) {
    int unbounded = (int) Math.ceil(BINS * (probability - EDGE_TOLERANCE)) - 1;
    int bin = Math.max(0, Math.min(BINS - 1, unbounded));
    counts[bin]++;
    correct[bin] += isCorrect ? 1 : 0;
    confidence[bin] += probability;
  }

  /** The bins that are not empty, the lowest first. */
  public List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      if (counts[i] > 0) {
        bins.add(
            new Bin(
                (i + 1.0) / BINS,
                counts[i],
                confidence[i] / counts[i],
                (double) correct[i] / counts[i]));
      }
    }
    return bins;
  }

  /** The expected calibration error, 0 to 1; NaN without predictions. */
  public double expectedError() {
    long all = 0;
    double sum = 0;
    for (Bin bin : bins()) {
      all += bin.count();
      sum += bin.count() * Math.abs(bin.accuracy() - bin.confidence());
    }
    return all == 0 ? Double.NaN : sum / all;
  }
}
