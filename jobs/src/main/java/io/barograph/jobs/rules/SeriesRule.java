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
import io.barograph.promql.eval.SeriesExpression;
import java.util.List;
import java.util.Map;
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
 * @param templates how its elements become alerts
 */
record SeriesRule(
    String key,
    Owner owner,
    SeriesExpression expression,
    AlertPolicy policy,
    long intervalMillis,
    int domain,
    AlertTemplates templates) {

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
    return new Alert(
        identity,
        templates.annotations(series, state.value(), tick),
        state,
        reason,
        tick,
        Priority.ofSeverity(identity.get("severity")),
        Origin.RULE,
        List.of(owner),
        templates.generatorUrl());
  }
}
