package io.barograph.promql.rules;

import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.parse.Durations;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.plan.PartitionPlan;
import io.barograph.promql.rules.PackDiff.Stated;
import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.RuleChange.FieldChange;
import io.barograph.promql.rules.RuleChange.Kind;
import io.barograph.promql.rules.RunnableRules.RunnableRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What rules and groups say, field by field, and what else makes the alerts of a rule end. */
final class RuleFields {
  private static final String LABELS = "labels.";

  private RuleFields() {}

  /** What is different in a group; empty if nothing is. */
  static Optional<RuleChange> change(RuleGroup before, RuleGroup after) {
    List<FieldChange> fields = differences(fieldsOf(before), fieldsOf(after));
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(new RuleChange(Kind.CHANGED, after.name(), "", fields, List.of()));
  }

  /** What is different in a rule; empty if nothing is. */
  static Optional<RuleChange> change(Stated before, Stated after) {
    List<FieldChange> fields = differences(fieldsOf(before), fieldsOf(after));
    List<String> endings =
        after.rule() instanceof AlertingRule ? endings(before, after, fields) : List.of();
    return fields.isEmpty() && endings.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RuleChange(Kind.CHANGED, after.group().name(), after.title(), fields, endings));
  }

  /** The fields that say something else, in their order. */
  static List<FieldChange> differences(Map<String, String> before, Map<String, String> after) {
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    List<FieldChange> differences = new ArrayList<>();
    for (String name : names) {
      String old = before.getOrDefault(name, "");
      String now = after.getOrDefault(name, "");
      if (!old.equals(now)) {
        differences.add(new FieldChange(name, old, now));
      }
    }
    return differences;
  }

  private static Map<String, String> fieldsOf(RuleGroup group) {
    Map<String, String> fields = new LinkedHashMap<>();
    put("interval", group.interval(), fields);
    put("query_offset", group.queryOffset(), fields);
    if (group.limit() > 0) {
      fields.put("limit", Integer.toString(group.limit()));
    }
    return fields;
  }

  private static Map<String, String> fieldsOf(Stated stated) {
    Rule rule = stated.rule();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("group", stated.group().name());
    fields.put("name", rule.name());
    fields.put("expr", Printer.print(rule.expr()));
    if (rule instanceof AlertingRule alert) {
      put("for", positive(alert.hold()), fields);
      put("keep_firing_for", positive(alert.keepFiringFor()), fields);
    }
    new TreeMap<>(rule.labels()).forEach((name, text) -> fields.put(LABELS + name, text));
    if (rule instanceof AlertingRule alert) {
      new TreeMap<>(alert.annotations())
          .forEach((name, text) -> fields.put("annotations." + name, text));
    }
    RuleSettings settings = stated.settings();
    settings.evaluation().ifPresent(when -> fields.put("evaluate", when.wireName()));
    settings.noData().ifPresent(policy -> fields.put("noData", policy.wireName()));
    put("noDataTimeout", settings.noDataTimeout(), fields);
    settings.recover().ifPresent(recover -> fields.put("recover", Printer.print(recover)));
    settings.priority().ifPresent(priority -> fields.put("priority", priority.name()));
    put("halts", settings.halts(), fields);
    settings.flapping().ifPresent(flapping -> fields.put("flapping", flapping.toString()));
    return fields;
  }

  private static Optional<Duration> positive(Duration duration) {
    return Optional.of(duration).filter(given -> !given.isZero());
  }

  private static void put(String field, Optional<Duration> duration, Map<String, String> fields) {
    duration.ifPresent(given -> fields.put(field, Durations.format(given)));
  }

  private static List<String> endings(Stated before, Stated after, List<FieldChange> fields) {
    List<String> endings = new ArrayList<>();
    Set<String> changed = fields.stream().map(FieldChange::field).collect(Collectors.toSet());
    if (changed.contains("name")) {
      endings.add("it has another name");
    }
    if (changed.contains("group")) {
      endings.add("it stands in another group");
    }
    if (changed.stream().anyMatch(field -> field.startsWith(LABELS))) {
      endings.add("it sets other labels");
    }
    if (before.runnable().isPresent() && after.runnable().isPresent()) {
      String old = placeOf(before.runnable().get());
      String now = placeOf(after.runnable().get());
      if (!old.equals(now)) {
        endings.add("it was evaluated %s and is now %s".formatted(old, now));
      }
    }
    return endings;
  }

  /** Where the alerts of a rule live: beside each series, or in partitions. */
  static String placeOf(RunnableRule rule) {
    if (rule.condition() instanceof Condition.OfPartitions partitions) {
      PartitionPlan plan = partitions.plan();
      String labels = plan.key().isEmpty() ? "in one place" : "by " + plan.key();
      return plan.levels() == 1 ? labels : labels + " in %d levels".formatted(plan.levels());
    }
    return "beside each series of "
        + rule.condition().leaves().stream()
            .map(SeriesSelector::metricName)
            .map(name -> name.isEmpty() ? "any metric" : name)
            .distinct()
            .sorted()
            .collect(Collectors.joining(" and "));
  }
}
