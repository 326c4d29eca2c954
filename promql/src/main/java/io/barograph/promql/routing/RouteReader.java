package io.barograph.promql.routing;

import io.barograph.core.labels.Labels;
import io.barograph.core.route.RouteBuilder;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the tree of routes. */
final class RouteReader {
  /** The deepest route; the root is 1. */
  static final int MAX_DEPTH = 16;

  /** The most routes: with aliases a small file can name very many. */
  static final int MAX_ROUTES = 10_000;

  private static final List<String> FIELDS =
      List.of(
          "receiver",
          "labels",
          "group_by",
          "match",
          "match_re",
          "matchers",
          "mute_time_intervals",
          "active_time_intervals",
          "continue",
          "routes",
          "group_wait",
          "group_interval",
          "repeat_interval");

  /** What a root, which takes whatever nobody else takes, must not have. */
  private static final List<String> NOT_IN_ROOT =
      List.of("match", "match_re", "matchers", "mute_time_intervals", "active_time_intervals");

  private final YamlReader yaml;
  private final MatcherReader matchers;
  private final SettingsReader settings;
  private final Set<String> receivers;
  private final Set<String> intervals;
  private int routes;

  /**
   * A reader of routes.
   *
   * @param receivers the names that routes may use
   * @param intervals the names that routes may use
   */
  RouteReader(YamlReader yaml, Set<String> receivers, Set<String> intervals) {
    this.yaml = yaml;
    this.matchers = new MatcherReader(yaml);
    this.settings = new SettingsReader(yaml);
    this.receivers = receivers;
    this.intervals = intervals;
  }

  RouteBuilder read(Node node) {
    Map<String, YamlField> fields = yaml.fields(node, "a route", FIELDS);
    for (String name : NOT_IN_ROOT) {
      if (fields.containsKey(name) && !isEmpty(fields.get(name).value())) {
        yaml.report(
            fields.get(name).key(),
            name,
            "must not stand in the root route, which takes what no other route takes");
      }
    }
    if (yaml.text(fields.get("receiver")).isEmpty()) {
      yaml.report(node, "receiver", "must be set in the root route: others take it over");
    }
    YamlField continues = fields.get("continue");
    if (SettingsReader.isTrue(yaml.text(continues))) {
      yaml.report(continues.key(), "continue", "must not stand in the root route: it has no next");
    }
    routes = 1;
    return route(fields, 1).continues(false);
  }

  private RouteBuilder child(Node node, int depth) {
    if (routes <= MAX_ROUTES && (routes == MAX_ROUTES || depth > MAX_DEPTH)) {
      yaml.report(
          node,
          "routes",
          "must be at most %d levels deep and %d in all".formatted(MAX_DEPTH, MAX_ROUTES));
      routes = MAX_ROUTES + 1;
    }
    if (routes > MAX_ROUTES) {
      return new RouteBuilder();
    }
    routes++;
    return route(yaml.fields(node, "a route", FIELDS), depth);
  }

  private RouteBuilder route(Map<String, YamlField> fields, int depth) {
    RouteBuilder route = new RouteBuilder();
    route.receiver(known(fields.get("receiver"), receivers, "receiver"));
    route.labels(labels(fields.get("labels")));
    groupBy(fields.get("group_by"), route);
    timing(fields.get("group_wait"), true, route::groupWaitMillis);
    timing(fields.get("group_interval"), false, route::groupIntervalMillis);
    timing(fields.get("repeat_interval"), false, route::repeatIntervalMillis);
    route.matchers(matchers.equal(fields.get("match")));
    route.matchers(matchers.regex(fields.get("match_re")));
    route.matchers(matchers.matchers(fields.get("matchers")));
    route.muteTimeIntervals(intervals(fields.get("mute_time_intervals")));
    route.activeTimeIntervals(intervals(fields.get("active_time_intervals")));
    settings.flag(fields.get("continue")).ifPresent(route::continues);
    for (Node child : yaml.items(fields.get("routes"))) {
      route.route(child(child, depth + 1));
    }
    return route;
  }

  private Labels labels(YamlField field) {
    Labels.Builder labels = Labels.builder();
    if (field != null && !YamlReader.isNull(field.value())) {
      for (YamlField label : yaml.fields(field.value(), "labels", List.of()).values()) {
        if (label.name().isEmpty()) {
          yaml.report(label.key(), "labels", "must not have an empty name");
        } else {
          labels.set(label.name(), yaml.text(label));
        }
      }
    }
    return labels.build();
  }

  private void groupBy(YamlField field, RouteBuilder route) {
    if (field == null || YamlReader.isNull(field.value())) {
      return;
    }
    List<String> names = texts(field);
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.isEmpty()) {
        yaml.report(field.value(), field.name(), "must not have an empty name");
      } else if (!seen.add(name)) {
        yaml.report(field.value(), field.name(), "names \"%s\" twice: remove one".formatted(name));
      }
    }
    if (seen.contains(RouteBuilder.ALL_LABELS) && seen.size() > 1) {
      yaml.report(
          field.value(),
          field.name(),
          "must not name other labels beside %s, which is all of them"
              .formatted(RouteBuilder.ALL_LABELS));
    }
    route.groupBy(names);
  }

  private void timing(YamlField field, boolean mayBeZero, LongConsumer millis) {
    Duration given = yaml.duration(field).orElse(null);
    if (given == null) {
      return;
    }
    if (given.isZero() && !mayBeZero) {
      yaml.report(field.value(), field.name(), "must be over 0s, as 30s or 1h30m");
      return;
    }
    millis.accept(given.toMillis());
  }

  private List<String> intervals(YamlField field) {
    List<String> names = new ArrayList<>();
    for (Node item : yaml.items(field)) {
      names.add(known(new YamlField(field.name(), item, item), intervals, "time interval"));
    }
    return names;
  }

  private String known(YamlField field, Set<String> names, String what) {
    String name = yaml.text(field);
    if (!name.isEmpty() && !names.contains(name)) {
      yaml.report(
          field.value(),
          field.name(),
          "names the %s \"%s\", which the file does not define".formatted(what, name));
    }
    return name;
  }

  private List<String> texts(YamlField field) {
    return yaml.items(field).stream()
        .map(item -> yaml.text(new YamlField(field.name(), item, item)))
        .toList();
  }

  private static boolean isEmpty(Node node) {
    return YamlReader.isNull(node) || MatcherReader.isEmpty(node);
  }
}
