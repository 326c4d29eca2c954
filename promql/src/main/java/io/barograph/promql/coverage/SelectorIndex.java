package io.barograph.promql.coverage;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.parse.Expr.VectorSelector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Selectors by the metric name that they ask for, and which of them have matched. */
final class SelectorIndex {
  /** What asks for more than one metric is under the empty name. */
  private final Map<String, List<VectorSelector>> byName = new HashMap<>();

  private final Set<VectorSelector> matched = new HashSet<>();

  void add(VectorSelector selector) {
    String name = new SeriesSelector(selector.matchers()).metricName();
    byName.computeIfAbsent(name, unused -> new ArrayList<>()).add(selector);
  }

  /** True if a selector may read the series; all that do count as matched from now on. */
  boolean matchAny(Labels series) {
    boolean any = false;
    for (String name : List.of(series.metricName(), "")) {
      for (VectorSelector selector : byName.getOrDefault(name, List.of())) {
        if (mayRead(selector, series)) {
          matched.add(selector);
          any = true;
        }
      }
    }
    return any;
  }

  /** True if the selector, or one like it, has matched. */
  boolean wasMatched(VectorSelector selector) {
    return matched.contains(selector);
  }

  /** True if a series may be read; of one that has a name alone, only the name is known. */
  private static boolean mayRead(VectorSelector selector, Labels series) {
    boolean nameOnly = series.size() == 1;
    for (LabelMatcher matcher : selector.matchers()) {
      boolean isKnown = !nameOnly || matcher.name().equals(Labels.METRIC_NAME);
      if (isKnown && !matcher.matches(series)) {
        return false;
      }
    }
    return true;
  }
}
