package io.barograph.promql.routing;

import io.barograph.core.route.GraphInhibitRule;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads rules of inhibition along the graph of services. */
final class GraphInhibitRuleReader {
  private static final List<String> FIELDS =
      List.of("name", "source_matchers", "target_matchers", "max_hops");

  private final YamlReader yaml;
  private final Consumer<String> entry;
  private final MatcherReader matchers;

  /**
   * A reader of rules.
   *
   * @param entry is told which rule is being read
   */
  GraphInhibitRuleReader(YamlReader yaml, Consumer<String> entry) {
    this.yaml = yaml;
    this.entry = entry;
    this.matchers = new MatcherReader(yaml);
  }

  List<GraphInhibitRule> read(YamlField field) {
    List<GraphInhibitRule> rules = new ArrayList<>();
    for (Node node : yaml.items(field)) {
      entry.accept("graph inhibit rule " + (rules.size() + 1));
      Map<String, YamlField> fields = yaml.fields(node, "a graph inhibit rule", FIELDS);
      rules.add(
          new GraphInhibitRule(
              yaml.text(fields.get("name")),
              matchers.matchers(fields.get("source_matchers")),
              matchers.matchers(fields.get("target_matchers")),
              hops(fields.get("max_hops"))));
    }
    entry.accept("");
    return rules;
  }

  private int hops(YamlField field) {
    String text = yaml.text(field);
    for (int hops = 1; hops <= GraphInhibitRule.MOST_HOPS; hops++) {
      if (text.equals(Integer.toString(hops))) {
        return hops;
      }
    }
    if (!text.isEmpty()) {
      yaml.report(
          field.value(),
          field.name(),
          "must be a number from 1 to %d, was \"%s\"".formatted(GraphInhibitRule.MOST_HOPS, text));
    }
    return GraphInhibitRule.USUAL_HOPS;
  }
}
