package io.barograph.promql.eval;

import io.barograph.core.alert.AlertSeries;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.util.List;

/**
 * A leaf of an expression: which series it reads.
 *
 * @param matchers all must pass; the metric name is the label {@code __name__}
 */
public record SeriesSelector(List<LabelMatcher> matchers) {
  public SeriesSelector {
    matchers = List.copyOf(matchers);
  }

  /** True if the leaf reads the series. */
  public boolean matches(Labels series) {
    for (LabelMatcher matcher : matchers) {
      if (!matcher.matches(series)) {
        return false;
      }
    }
    return true;
  }

  /** True if the leaf can read a series that shows alerts; see {@link AlertSeries}. */
  public boolean readsAlerts() {
    return AlertSeries.METRICS.stream()
        .anyMatch(
            metric ->
                matchers.stream()
                    .filter(matcher -> matcher.name().equals(Labels.METRIC_NAME))
                    .allMatch(matcher -> matcher.matches(metric)));
  }

  /** The metric name that the leaf asks for, or the empty text if it asks for more than one. */
  public String metricName() {
    for (LabelMatcher matcher : matchers) {
      if (matcher.type() == LabelMatcher.Type.EQUAL && matcher.name().equals(Labels.METRIC_NAME)) {
        return matcher.value();
      }
    }
    return "";
  }
}
