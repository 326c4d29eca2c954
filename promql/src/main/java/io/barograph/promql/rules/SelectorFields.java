package io.barograph.promql.rules;

import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.TimeModifiers;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code match} of what watches series: a PromQL selector, or a list of such. */
record SelectorFields(YamlReader yaml) {
  /** The series that are named; empty, with everything told, if none are. */
  Optional<SeriesSelectors> read(Node node, YamlField field) {
    List<List<LabelMatcher>> selectors = new ArrayList<>();
    List<Node> texts =
        field != null && field.value() instanceof SequenceNode
            ? yaml.items(field)
            : field == null ? List.of() : List.of(field.value());
    for (Node text : texts) {
      selector(text).ifPresent(selectors::add);
    }
    if (texts.isEmpty()) {
      yaml.report(
          node, "match", "must be set: the series, as node_load1{job=\"node\"}, or a list of such");
    }
    return selectors.isEmpty() ? Optional.empty() : Optional.of(new SeriesSelectors(selectors));
  }

  private Optional<List<LabelMatcher>> selector(Node node) {
    String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    try {
      if (Parser.parse(text) instanceof VectorSelector selector
          && selector.time().equals(TimeModifiers.NONE)) {
        return Optional.of(withName(selector));
      }
      yaml.report(
          node, "match", "must be a plain selector, as node_load1{job=\"node\"}, was " + text);
    } catch (ParseException invalid) {
      yaml.report(
          node,
          "match",
          "%s is no selector, as node_load1{job=\"node\"}: %s"
              .formatted(text, invalid.errors().get(0).message()));
    }
    return Optional.empty();
  }

  private static List<LabelMatcher> withName(VectorSelector selector) {
    boolean isNamed =
        selector.matchers().stream().anyMatch(one -> one.name().equals(Labels.METRIC_NAME));
    if (isNamed || selector.name().isEmpty()) {
      return selector.matchers();
    }
    List<LabelMatcher> matchers = new ArrayList<>();
    matchers.add(LabelMatcher.equal(Labels.METRIC_NAME, selector.name()));
    matchers.addAll(selector.matchers());
    return matchers;
  }
}
