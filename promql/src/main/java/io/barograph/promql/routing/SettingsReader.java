package io.barograph.promql.routing;

import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads settings whose meaning is somebody else's: texts, whole numbers, truth values, lists and
 * maps. Aliases can make a small file large: what is read is bounded.
 */
final class SettingsReader {
  /** The deepest nesting of a setting. */
  static final int MAX_DEPTH = 32;

  /** The most values in a file. */
  static final int MAX_VALUES = 100_000;

  /** As Alertmanager's YAML, which is version 1.1, writes truth values. */
  private static final Set<String> TRUE_TEXTS =
      Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y");

  private static final Set<String> FALSE_TEXTS =
      Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N");

  private static final Set<String> FLAGS =
      Set.of(
          "smtp_require_tls",
          "smtp_force_implicit_tls",
          "require_tls",
          "force_implicit_tls",
          "insecure_skip_verify",
          "follow_redirects",
          "enable_http2",
          "proxy_from_environment",
          "short_fields",
          "link_names",
          "short",
          "html",
          "update_alerts",
          "update_message",
          "disable_notifications");

  private final YamlReader yaml;
  private int values;

  SettingsReader(YamlReader yaml) {
    this.yaml = yaml;
  }

  /** The fields of a mapping; those without a value are left out. */
  Map<String, Object> map(Map<String, YamlField> fields) {
    return map(fields, 1);
  }

  /** True for what YAML takes as true. */
  static boolean isTrue(String text) {
    return TRUE_TEXTS.contains(text);
  }

  /** A truth value; absent where the field is not set or is none. */
  Optional<Boolean> flag(YamlField field) {
    String text = yaml.text(field);
    if (TRUE_TEXTS.contains(text)) {
      return Optional.of(true);
    }
    if (FALSE_TEXTS.contains(text)) {
      return Optional.of(false);
    }
    if (!text.isEmpty()) {
      yaml.report(field.value(), field.name(), "must be true or false, was \"%s\"".formatted(text));
    }
    return Optional.empty();
  }

  private Map<String, Object> map(Map<String, YamlField> fields, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (YamlField field : fields.values()) {
      if (FLAGS.contains(field.name())) {
        flag(field).ifPresent(flag -> map.put(field.name(), flag));
      } else {
        value(field.name(), field.value(), depth).ifPresent(v -> map.put(field.name(), v));
      }
    }
    return map;
  }

  private Optional<Object> value(String name, Node node, int depth) {
    values++;
    if (depth > MAX_DEPTH || values > MAX_VALUES) {
      if (values <= MAX_VALUES + 1) {
        yaml.report(
            node,
            name,
            "settings must nest at most %d levels deep and be at most %d values"
                .formatted(MAX_DEPTH, MAX_VALUES));
      }
      values = MAX_VALUES + 1;
      return Optional.empty();
    }
    if (node instanceof MappingNode) {
      return Optional.of(map(yaml.fields(node, name, List.of()), depth + 1));
    }
    if (node instanceof SequenceNode list) {
      List<Object> items = new ArrayList<>();
      for (Node item : list.getValue()) {
        value(name, item, depth + 1).ifPresent(items::add);
      }
      return Optional.of(items);
    }
    return YamlReader.isNull(node) ? Optional.empty() : Optional.of(scalar((ScalarNode) node));
  }

  private static Object scalar(ScalarNode node) {
    String text = node.getValue();
    if (node.getTag().equals(Tag.BOOL)) {
      return isTrue(text);
    }
    if (node.getTag().equals(Tag.INT)) {
      try {
        return Long.valueOf(text);
      } catch (NumberFormatException otherwiseWritten) {
        return text;
      }
    }
    return text;
  }
}
