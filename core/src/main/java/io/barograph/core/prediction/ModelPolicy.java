package io.barograph.core.prediction;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * How models are watched.
 *
 * @param labels how many labels the window by count holds, 1 to {@value LabelWindow#MAX_CAPACITY}
 * @param windows the windows by time of prediction, each at least {@value PredictionWindow#BUCKETS}
 *     milliseconds
 * @param minLabels how many labels a window must hold before anything is said of it, >= 1 and at
 *     most {@code labels}
 * @param dropRisk the risk of one test of HDDM_A to call a steady model worse, above 0 and below 1
 * @param scores how many scores the reference of the score drift holds, and the present as many; 2
 *     to {@value #MAX_SCORES}, below 500 they are noisy
 * @param retention how long after its last event a model is remembered, above 0
 */
public record ModelPolicy(
    int labels,
    List<Duration> windows,
    int minLabels,
    double dropRisk,
    int scores,
    Duration retention)
    implements Serializable {
  /** The most scores. */
  public static final int MAX_SCORES = 1_024;

  /**
   * 100 labels, 1 and 7 days, at least 30 labels, a risk of 0.0001, 500 scores, 30 days.
   *
   * <p>The risk is that of one test, and every label is one: at 0.001, the default of HDDM_A, one
   * steady model in twelve is called worse within 3,000 labels, at 0.0001 one in a hundred. A drop
   * of 30 points is noticed some twelve labels later for it.
   */
  public static final ModelPolicy DEFAULT =
      new ModelPolicy(
          100,
          List.of(Duration.ofDays(1), Duration.ofDays(7)),
          30,
          0.0001,
          500,
          Duration.ofDays(30));

  public ModelPolicy {
    windows = List.copyOf(windows);
    if (labels < 1 || labels > LabelWindow.MAX_CAPACITY) {
      throw new IllegalArgumentException(
          "labels must be from 1 to %d, was %d".formatted(LabelWindow.MAX_CAPACITY, labels));
    }
    for (Duration window : windows) {
      if (window.toMillis() < PredictionWindow.BUCKETS) {
        throw new IllegalArgumentException(
            "windows must be at least %d ms each, one was %s"
                .formatted(PredictionWindow.BUCKETS, window));
      }
    }
    if (minLabels < 1 || minLabels > labels) {
      throw new IllegalArgumentException(
          "minLabels must be from 1 to labels = %d, was %d".formatted(labels, minLabels));
    } else if (!(dropRisk > 0 && dropRisk < 1)) {
      throw new IllegalArgumentException("dropRisk must be > 0 and < 1, was " + dropRisk);
    } else if (scores < 2 || scores > MAX_SCORES) {
      throw new IllegalArgumentException(
          "scores must be from 2 to %d, was %d".formatted(MAX_SCORES, scores));
    } else if (retention.toMillis() <= 0) {
      throw new IllegalArgumentException("retention must be > 0, was " + retention);
    }
  }
}
