package io.barograph.promql.routing;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.route.InhibitRule;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads inhibition rules. */
final class InhibitRuleReader {
  private static final List<String> FIELDS =
      List.of(
          "name",
          "source_match",
          "source_match_re",
          "source_matchers",
          "target_match",
          "target_match_re",
          "target_matchers",
          "equal");

  private final YamlReader yaml;
  private final Consumer<String> entry;
  private final MatcherReader matchers;

  /**
   * A reader of rules.
   *
   * @param entry is told which rule is being read
   */
  InhibitRuleReader(YamlReader yaml, Consumer<String> entry) {
    this.yaml = yaml;
    this.entry = entry;
    this.matchers = new MatcherReader(yaml);
  }

  List<InhibitRule> read(YamlField field) {
    List<InhibitRule> rules = new ArrayList<>();
    for (Node node : yaml.items(field)) {
      entry.accept("inhibit rule " + (rules.size() + 1));
      Map<String, YamlField> fields = yaml.fields(node, "an inhibit rule", FIELDS);
      rules.add(
          new InhibitRule(
              yaml.text(fields.get("name")),
              side(fields, "source"),
              side(fields, "target"),
              equal(fields.get("equal"))));
    }
    entry.accept("");
    return rules;
  }

  private List<LabelMatcher> side(Map<String, YamlField> fields, String side) {
    List<LabelMatcher> all = new ArrayList<>(matchers.equal(fields.get(side + "_match")));
    all.addAll(matchers.regex(fields.get(side + "_match_re")));
    all.addAll(matchers.matchers(fields.get(side + "_matchers")));
    return all;
  }

  private List<String> equal(YamlField field) {
    List<String> names = new ArrayList<>();
    for (Node item : yaml.items(field)) {
      String name = yaml.text(new YamlField(field.name(), item, item));
      if (name.isEmpty()) {
        yaml.report(item, field.name(), "must not have an empty name");
      }
      names.add(name);
    }
    return names;
  }
}
