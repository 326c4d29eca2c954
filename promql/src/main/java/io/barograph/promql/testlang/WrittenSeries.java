package io.barograph.promql.testlang;

import io.barograph.core.labels.Labels;
import java.util.Map;
import java.util.Set;

/** The series that one rule writes: what is no longer written ends with a stale marker. */
final class WrittenSeries {
  private Set<Labels> last = Set.of();

  /** Writes what the rule gives at one time. */
  void write(Map<Labels, Double> vector, long time, TestSeries series) {
    vector.forEach((labels, value) -> series.add(labels, time, value));
    for (Labels labels : last) {
      if (!vector.containsKey(labels)) {
        series.addStale(labels, time);
      }
    }
    last = Set.copyOf(vector.keySet());
  }
}
