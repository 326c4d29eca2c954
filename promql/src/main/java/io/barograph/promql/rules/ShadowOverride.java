package io.barograph.promql.rules;

import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The override that puts a rule in shadow, written into the settings of its pack behind all others,
 * so that it holds. Whatever else stands there stays as it is, comments too.
 */
public final class ShadowOverride {
  private final YamlReader yaml = new YamlReader((line, column, field, message) -> {});
  private final String match;

  private ShadowOverride(String group, String alert) {
    this.match = "match: {group: %s, alert: %s}".formatted(quoted(group), quoted(alert));
  }

  /**
   * The settings with that override.
   *
   * @param settings the text of a {@value PackSettings#FILE_NAME}, or the empty text
   * @param why stands beside it as a comment
   * @return empty if it cannot be written there without touching the rest
   */
  public static Optional<String> of(String settings, String group, String alert, String why) {
    String comment = "# " + why.replaceAll("\\p{Cntrl}", " ");
    return new ShadowOverride(group, alert)
        .write(settings, comment)
        .filter(written -> saysOneMore(settings, written, group, alert));
  }

  private Optional<String> write(String text, String comment) {
    Optional<Node> root = yaml.root(PackSettings.FILE_NAME, text);
    if (root.isEmpty()) {
      return Optional.of(ended(text) + "overrides:\n" + item("  ", comment));
    }
    if (!(root.get() instanceof MappingNode mapping) || mapping.getFlowStyle() == FlowStyle.FLOW) {
      return Optional.empty();
    }
    Map<String, YamlField> fields = yaml.fields(mapping, PackSettings.FILE_NAME, List.of());
    YamlField overrides = fields.get("overrides");
    if (overrides == null) {
      return Optional.of(ended(text) + "overrides:\n" + item("  ", comment));
    }
    if (!(overrides.value() instanceof SequenceNode list) || list.getValue().isEmpty()) {
      return Optional.empty();
    }
    int end = list.getEndMark().map(Mark::getIndex).orElse(text.length());
    if (list.getFlowStyle() == FlowStyle.FLOW) {
      int bracket = end - 1;
      return Optional.of(
          "%s, {%s, shadow: true}%s"
              .formatted(text.substring(0, bracket), match, text.substring(bracket)));
    }
    String indent = " ".repeat(YamlReader.column(list) - 1);
    int lineStart = text.lastIndexOf('\n', end - 1) + 1;
    int behind = end == text.length() ? end : lineStart;
    return Optional.of(
        ended(text.substring(0, behind)) + item(indent, comment) + text.substring(behind));
  }

  private String item(String indent, String comment) {
    return "%1$s%2$s\n%1$s- %3$s\n%1$s  shadow: true\n".formatted(indent, comment, match);
  }

  private static String ended(String text) {
    return text.isEmpty() || text.endsWith("\n") ? text : text + '\n';
  }

  private static boolean saysOneMore(String before, String after, String group, String alert) {
    try {
      List<RuleOverride> were = PackSettings.parse(PackSettings.FILE_NAME, before).overrides();
      List<RuleOverride> are =
          new ArrayList<>(PackSettings.parse(PackSettings.FILE_NAME, after).overrides());
      RuleOverride last = are.remove(are.size() - 1);
      return are.stream()
              .map(RuleOverride::settings)
              .toList()
              .equals(were.stream().map(RuleOverride::settings).toList())
          && last.settings().isShadow()
          && last.group().equals(group)
          && last.alert().equals(alert)
          && last.matchers().isEmpty();
    } catch (RuleFileException unreadable) {
      return false;
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
