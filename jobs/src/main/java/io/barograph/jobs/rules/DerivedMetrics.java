package io.barograph.jobs.rules;

import io.barograph.core.alert.AlertSeries;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogTally;
import io.barograph.promql.eval.EvaluationResult;
import io.barograph.promql.eval.SampleWindow;
import io.barograph.promql.eval.SeriesExpression;
import io.barograph.promql.eval.SeriesSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The metrics that are made inside the job: those of signals, and those that show alerts. */
final class DerivedMetrics {
  /** The beginnings of the names of what signals make. */
  private static final List<String> PREFIXES =
      List.of(
          LogTally.METRIC_PREFIX,
          "barograph_strategy_",
          "barograph_market_",
          "barograph_session_",
          "barograph_model_",
          "barograph_api_",
          "barograph_symbol_",
          "barograph_users_",
          "barograph_feature_",
          "barograph_funnel_",
          "barograph_anomaly_",
          "barograph_expected",
          "barograph_lower",
          "barograph_upper",
          "barograph_forecast",
          "barograph_time_to_threshold_",
          "barograph_trend_",
          "barograph_seasonality_",
          "barograph_change_point_",
          "barograph_failure_",
          "barograph_entity_",
          "barograph_peer_");

  /** What signals make. */
  static final String OF_SIGNALS =
      PREFIXES.stream().map(prefix -> prefix + ".*").collect(Collectors.joining("|"));

  /** What shows alerts. */
  static final String OF_ALERTS = String.join("|", AlertSeries.METRICS);

  private static final LabelMatcher THEIR_NAME =
      LabelMatcher.of(LabelMatcher.Type.REGEX, Labels.METRIC_NAME, OF_SIGNALS + '|' + OF_ALERTS);

  private DerivedMetrics() {}

  /** True if the metric is one of them. */
  static boolean contain(String metricName) {
    return PREFIXES.stream().anyMatch(metricName::startsWith) || AlertSeries.isNamed(metricName);
  }

  /** True if the leaf was made to read derived series alone. */
  static boolean areAllOf(SeriesSelector leaf) {
    return leaf.matchers().contains(THEIR_NAME);
  }

  /** An expression, evaluated on derived series alone. */
  static SeriesExpression only(SeriesExpression expression) {
    return new OnDerived(
        expression, expression.selectors().stream().map(DerivedMetrics::narrowed).toList());
  }

  private static SeriesSelector narrowed(SeriesSelector selector) {
    List<LabelMatcher> matchers = new ArrayList<>(selector.matchers());
    matchers.add(THEIR_NAME);
    return new SeriesSelector(matchers);
  }

  private record OnDerived(SeriesExpression expression, List<SeriesSelector> selectors)
      implements SeriesExpression {
    @Override
    public long windowMillis() {
      return expression.windowMillis();
    }

    @Override
    public boolean takesNameOff() {
      return expression.takesNameOff();
    }

    @Override
    public void evaluate(long tick, SampleWindow samples, Labels series, EvaluationResult result) {
      expression.evaluate(tick, samples, series, result);
    }
  }
}
