package io.barograph.promql.testlang;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.Leaves;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.Rule.AlertingRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules of a test that cannot be evaluated, so that what rests on them cannot be judged. */
final class SkippedRules {
  private static final Set<String> METRICS_OF_ALERTS = Set.of("ALERTS", "ALERTS_FOR_STATE");

  private final Map<String, String> alerts = new LinkedHashMap<>();
  private final Map<String, String> recordings = new LinkedHashMap<>();

  void add(Rule rule, String reason) {
    boolean isAlert = rule instanceof AlertingRule;
    String named = "%s \"%s\": %s".formatted(isAlert ? "alert" : "record", rule.name(), reason);
    (isAlert ? alerts : recordings).putIfAbsent(rule.name(), named);
  }

  /** Why alerts of that name are not known, if they are not. */
  Optional<String> ofAlert(String alertName) {
    return Optional.ofNullable(alerts.get(alertName));
  }

  /** Why the result of {@code expr} is not known, if it is not. */
  Optional<String> below(Expr expr) {
    return Leaves.of(expr).stream().map(this::behind).flatMap(Optional::stream).findFirst();
  }

  private Optional<String> behind(VectorSelector leaf) {
    if (!alerts.isEmpty() && METRICS_OF_ALERTS.stream().anyMatch(name -> asksFor(leaf, name))) {
      return alerts.values().stream().findFirst();
    }
    return recordings.entrySet().stream()
        .filter(recording -> asksFor(leaf, recording.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean asksFor(VectorSelector leaf, String metric) {
    Labels name = Labels.of(Labels.METRIC_NAME, metric);
    return leaf.matchers().stream()
        .filter(matcher -> matcher.name().equals(Labels.METRIC_NAME))
        .allMatch(matcher -> matcher.matches(name));
  }
}
