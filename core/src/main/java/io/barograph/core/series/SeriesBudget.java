package io.barograph.core.series;

import java.util.HashMap;
import java.util.Map;

/** Which further series may be taken under a total and a bound for each metric. Not thread-safe. */
public final class SeriesBudget {
  static final int UNBOUNDED = Integer.MAX_VALUE;

  private final int total;
  private final int perMetric;
  private final Map<String, Integer> ofMetric = new HashMap<>();
  private int taken;

  /** Whether a further series may be taken, and why not. */
  public enum Admission {
    ADMITTED,
    /** As many series of all metrics are taken as may be. */
    TOTAL_REACHED,
    /** As many series of its metric are taken as may be. */
    METRIC_REACHED
  }

  SeriesBudget(int total, int perMetric) {
    this.total = total;
    this.perMetric = perMetric;
  }

  /** Takes one more series of {@code metric} if that is possible. */
  public Admission take(String metric) {
    if (ofMetric.getOrDefault(metric, 0) >= perMetric) {
      return Admission.METRIC_REACHED;
    }
    if (taken >= total) {
      return Admission.TOTAL_REACHED;
    }
    taken++;
    ofMetric.merge(metric, 1, Integer::sum);
    return Admission.ADMITTED;
  }

  /** Gives the place of one series of {@code metric} back that was taken. */
  public void giveBack(String metric) {
    taken--;
    ofMetric.computeIfPresent(metric, (name, series) -> series == 1 ? null : series - 1);
  }

  /** How many series of all metrics may be taken. */
  public int total() {
    return total;
  }

  /** How many series of one metric may be taken. */
  public int perMetric() {
    return perMetric;
  }
}
