package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertLifecycle;
import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Owner;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.core.template.Template;
import io.barograph.core.template.TemplateData;
import io.barograph.promql.eval.SeriesExpression;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An alerting rule that decides on one series alone.
 *
 * @param key names the rule's state: pack, group, alert and labels; kept across edits of the rest
 * @param owner where the rule stands
 * @param expression the condition
 * @param policy how its alerts live
 * @param intervalMillis ticks are the multiples of this
 * @param domain the clock it follows, by its place in the rule set
 * @param labels labels of the alert
 * @param annotations texts of the alert
 */
record SeriesRule(
    String key,
    Owner owner,
    SeriesExpression expression,
    AlertPolicy policy,
    long intervalMillis,
    int domain,
    Map<String, Template> labels,
    Map<String, Template> annotations) {

  /**
   * The identity of the alert on {@code series}: its labels without the metric name, and ours,
   * expanded with the value at the tick of its activation.
   */
  Labels alertLabels(Labels series, double value, long tick) {
    Labels own = series.without(Labels.METRIC_NAME);
    TemplateData data = TemplateData.of(own, value, tick);
    Labels.Builder builder = own.toBuilder();
    labels.forEach((name, template) -> builder.set(name, template.expandOrError(data)));
    return builder.set(Labels.ALERT_NAME, owner.rule()).build();
  }

  /** The record of the end of an alert whose rule is gone. */
  static Alert orphaned(String key, Labels identity, AlertLifecycle.Step step, long tick) {
    return new Alert(
        identity,
        new TreeMap<>(),
        step.state(),
        step.reason(),
        tick,
        Priority.ofSeverity(identity.get("severity")),
        Origin.RULE,
        List.of(ownerOfKey(key)),
        "");
  }

  /** The key of a rule's state. */
  static String key(Owner owner, Map<String, String> labels) {
    StringBuilder key = new StringBuilder();
    key.append(owner.pack()).append('\0').append(owner.group()).append('\0').append(owner.rule());
    new TreeMap<>(labels)
        .forEach((name, text) -> key.append('\0').append(name).append('=').append(text));
    return key.toString();
  }

  private static Owner ownerOfKey(String key) {
    String[] parts = key.split("\0", -1);
    return new Owner(parts[0], parts[1], parts[2], "");
  }

  /** The record of a transition, its annotations expanded with the value as it then is. */
  Alert alert(Labels identity, Labels series, AlertState state, AlertReason reason, long tick) {
    TemplateData data = TemplateData.of(series.without(Labels.METRIC_NAME), state.value(), tick);
    SortedMap<String, String> texts = new TreeMap<>();
    annotations.forEach((name, template) -> texts.put(name, template.expandOrError(data)));
    return new Alert(
        identity,
        texts,
        state,
        reason,
        tick,
        Priority.ofSeverity(identity.get("severity")),
        Origin.RULE,
        List.of(owner),
        "");
  }
}
