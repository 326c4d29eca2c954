package io.barograph.promql.routing;

import io.barograph.core.alert.Priority;
import io.barograph.core.route.Escalation;
import io.barograph.core.route.RouteTiming;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads escalations. */
final class EscalationReader {
  private static final List<String> FIELDS =
      List.of(
          "name",
          "matchers",
          "after",
          "unless_acknowledged",
          "min_services",
          "min_impact",
          "min_priority",
          "to",
          "interval",
          "repeat");

  private static final int MAX_SERVICES = 10_000;
  private static final Duration MAX_TIMING = Duration.ofDays(366);

  private final YamlReader yaml;
  private final Consumer<String> entry;
  private final Set<String> receivers;
  private final MatcherReader matchers;

  /**
   * A reader of escalations.
   *
   * @param entry is told which escalation is being read
   * @param receivers the names of those that can be told
   */
  EscalationReader(YamlReader yaml, Consumer<String> entry, Set<String> receivers) {
    this.yaml = yaml;
    this.entry = entry;
    this.receivers = receivers;
    this.matchers = new MatcherReader(yaml);
  }

  List<Escalation> read(YamlField field) {
    List<Escalation> escalations = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Node node : yaml.items(field)) {
      Map<String, YamlField> fields = yaml.fields(node, "an escalation", FIELDS);
      String name = yaml.text(fields.get("name"));
      entry.accept("escalation \"%s\"".formatted(name));
      List<String> to = to(node, fields.get("to"));
      if (name.isEmpty()) {
        yaml.report(node, "name", "must be set: an escalation is known by its name");
      } else if (names.contains(name)) {
        yaml.report(node, "name", "stands twice: give each escalation its own");
      } else if (!to.isEmpty()) {
        escalations.add(
            new Escalation(
                name,
                matchers.matchers(fields.get("matchers")),
                condition(node, fields),
                to,
                timing(fields)));
      }
      names.add(name);
      entry.accept("");
    }
    return escalations;
  }

  private List<String> to(Node node, YamlField field) {
    List<String> to = new ArrayList<>();
    for (Node item : yaml.items(field)) {
      String receiver = yaml.text(new YamlField(field.name(), item, item));
      if (!receivers.contains(receiver)) {
        yaml.report(
            item,
            field.name(),
            "names \"%s\", which is no receiver; there are %s"
                .formatted(receiver, String.join(", ", receivers)));
      } else if (to.contains(receiver)) {
        yaml.report(item, field.name(), "names \"%s\" twice: remove one".formatted(receiver));
      } else {
        to.add(receiver);
      }
    }
    if (field == null || yaml.items(field).isEmpty()) {
      yaml.report(node, "to", "must name at least one receiver");
    }
    return to;
  }

  private Escalation.Condition condition(Node node, Map<String, YamlField> fields) {
    if (!fields.containsKey("after")) {
      yaml.report(node, "after", "must be set, as 15m: for how long an alert has fired");
    }
    return new Escalation.Condition(
        millis(fields.get("after"), 0, Duration.ofMillis(Escalation.MAX_AFTER_MILLIS), 0),
        yaml.flag(fields.get("unless_acknowledged")).orElse(true),
        services(fields.get("min_services")),
        impact(fields.get("min_impact")),
        priority(fields.get("min_priority")));
  }

  private RouteTiming timing(Map<String, YamlField> fields) {
    return new RouteTiming(
        0,
        millis(fields.get("interval"), 1, MAX_TIMING, RouteTiming.DEFAULT.groupIntervalMillis()),
        millis(fields.get("repeat"), 1, MAX_TIMING, RouteTiming.DEFAULT.repeatIntervalMillis()));
  }

  private long millis(YamlField field, long least, Duration most, long usual) {
    long millis = yaml.duration(field).map(Duration::toMillis).orElse(usual);
    if (millis >= least && millis <= most.toMillis()) {
      return millis;
    }
    yaml.report(
        field.value(),
        field.name(),
        "must be %s to %dd, was %s"
            .formatted(least == 0 ? "0s" : "1ms", most.toDays(), yaml.text(field)));
    return Math.max(usual, least);
  }

  private int services(YamlField field) {
    String text = yaml.text(field);
    if (text.isEmpty()) {
      return 1;
    }
    try {
      int count = Integer.parseInt(text);
      if (count >= 1 && count <= MAX_SERVICES) {
        return count;
      }
    } catch (NumberFormatException invalid) {
      // it is told below what would be right
    }
    yaml.report(
        field.value(),
        field.name(),
        "must be a number from 1 to %d, was \"%s\"".formatted(MAX_SERVICES, text));
    return 1;
  }

  private double impact(YamlField field) {
    String text = yaml.text(field);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      double share = Double.parseDouble(text);
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException invalid) {
      // it is told below what would be right
    }
    yaml.report(
        field.value(),
        field.name(),
        "must be a number from 0 to 1, as 0.3 for 30%% of the weight, was \"%s\"".formatted(text));
    return 0;
  }

  private Priority priority(YamlField field) {
    String text = yaml.text(field);
    for (Priority priority : Priority.values()) {
      if (priority.name().equals(text)) {
        return priority;
      }
    }
    if (!text.isEmpty()) {
      yaml.report(
          field.value(),
          field.name(),
          "must be one of %s, was \"%s\"".formatted(Arrays.toString(Priority.values()), text));
    }
    return Priority.P4;
  }
}
