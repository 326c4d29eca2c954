package io.barograph.promql.routing;

import io.barograph.core.route.InhibitRule;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.RouteBuilder;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.TimeIntervals;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one routing file and collects everything that is wrong with it. */
final class RoutingFileReader {
  private static final List<String> FIELDS =
      List.of(
          "global",
          "route",
          "inhibit_rules",
          "receivers",
          "templates",
          "mute_time_intervals",
          "time_intervals",
          "tracing",
          "event_recorder");

  private final String file;
  private final List<RoutingFileError> errors = new ArrayList<>();
  private final YamlReader yaml = new YamlReader(this::report);
  private final SettingsReader settings = new SettingsReader(yaml);

  /** The receiver, rule or interval that is being read, or the empty text. */
  private String entry = "";

  RoutingFileReader(String file) {
    this.file = file;
  }

  RoutingConfig read(String text) throws RoutingFileException {
    Optional<Node> root = yaml.root(file, text);
    if (root.isEmpty() && errors.isEmpty()) {
      report(1, 1, "route", "must be set: a file without a route tells nobody");
    }
    Optional<RoutingConfig> config = root.flatMap(this::config);
    if (!errors.isEmpty()) {
      throw new RoutingFileException(errors);
    }
    return config.orElseThrow();
  }

  private Optional<RoutingConfig> config(Node root) {
    Map<String, YamlField> fields = yaml.fields(root, "the file", FIELDS);
    Map<String, Object> global = new GlobalReader(yaml, settings).read(fields.get("global"));
    TimeIntervals intervals =
        new TimeIntervalReader(yaml, this::enter)
            .read(fields.get("mute_time_intervals"), fields.get("time_intervals"));
    Map<String, ReceiverConfig> receivers = receivers(fields.get("receivers"), global);
    List<InhibitRule> rules =
        new InhibitRuleReader(yaml, this::enter).read(fields.get("inhibit_rules"));
    List<String> templates = texts(fields.get("templates"));
    enter("");
    YamlField route = fields.get("route");
    if (route == null || YamlReader.isNull(route.value())) {
      yaml.report(root, "route", "must be set: a file without a route tells nobody");
      return Optional.empty();
    }
    RouteBuilder tree =
        new RouteReader(yaml, receivers.keySet(), intervals.byName().keySet()).read(route.value());
    return errors.isEmpty()
        ? Optional.of(
            new RoutingConfig(tree.build(), receivers, rules, intervals, templates, global))
        : Optional.empty();
  }

  private Map<String, ReceiverConfig> receivers(YamlField field, Map<String, Object> global) {
    Map<String, ReceiverConfig> receivers = new LinkedHashMap<>();
    ReceiverReader reader = new ReceiverReader(yaml, settings, this::enter, global);
    for (Node node : yaml.items(field)) {
      ReceiverConfig receiver = reader.read(node);
      if (receivers.put(receiver.name(), receiver) != null) {
        yaml.report(node, "name", "stands twice: give each receiver its own");
      }
      enter("");
    }
    return receivers;
  }

  private List<String> texts(YamlField field) {
    return yaml.items(field).stream()
        .map(item -> yaml.text(new YamlField(field.name(), item, item)))
        .toList();
  }

  private void enter(String what) {
    entry = what;
  }

  private void report(int line, int column, String field, String message) {
    errors.add(new RoutingFileError(file, line, column, entry, field, message));
  }
}
