package io.barograph.promql.routing;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads matchers, in lists of texts and in the maps that older files have. */
final class MatcherReader {
  private static final Pattern CLASSIC_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private final YamlReader yaml;

  MatcherReader(YamlReader yaml) {
    this.yaml = yaml;
  }

  /** A list of texts, each of one matcher or of several with commas between. */
  List<LabelMatcher> matchers(YamlField field) {
    List<LabelMatcher> matchers = new ArrayList<>();
    for (Node item : yaml.items(field)) {
      try {
        matchers.addAll(MatcherSyntax.parse(yaml.text(new YamlField(field.name(), item, item))));
      } catch (IllegalArgumentException invalid) {
        yaml.report(item, field.name(), invalid.getMessage());
      }
    }
    return matchers;
  }

  /** A map of labels to the values that they must have. */
  List<LabelMatcher> equal(YamlField field) {
    return map(field, LabelMatcher.Type.EQUAL);
  }

  /**
   * A map of labels to regular expressions. Alertmanager writes their anchors out, which shows in
   * the keys of groups.
   */
  List<LabelMatcher> regex(YamlField field) {
    return map(field, LabelMatcher.Type.REGEX);
  }

  /** True for a list or mapping without entries. */
  static boolean isEmpty(Node node) {
    return node instanceof CollectionNode<?> collection && collection.getValue().isEmpty();
  }

  private List<LabelMatcher> map(YamlField field, LabelMatcher.Type type) {
    List<LabelMatcher> matchers = new ArrayList<>();
    if (field == null || YamlReader.isNull(field.value())) {
      return matchers;
    }
    for (YamlField label : yaml.fields(field.value(), field.name(), List.of()).values()) {
      if (!CLASSIC_NAME.matcher(label.name()).matches()) {
        yaml.report(
            label.key(), field.name(), "names \"%s\", which is no label".formatted(label.name()));
        continue;
      }
      try {
        String value = yaml.text(label);
        boolean isText = type == LabelMatcher.Type.EQUAL;
        matchers.add(LabelMatcher.of(type, label.name(), isText ? value : "^(?:" + value + ")$"));
      } catch (IllegalArgumentException invalid) {
        yaml.report(label.value(), label.name(), invalid.getMessage());
      }
    }
    return matchers;
  }
}
