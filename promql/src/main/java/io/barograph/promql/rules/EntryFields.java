package io.barograph.promql.rules;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.session.SessionCalendars;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Fields that entries of {@code barograph.yml} of several kinds have. */
record EntryFields(YamlReader yaml) {
  /** What the name of an entry is made of. */
  static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9_.-]*";

  static final String LABEL_NAME = "[a-zA-Z_][a-zA-Z0-9_]*";

  /**
   * The name of an entry, which becomes the value of a label.
   *
   * @param remedy what to do where there is none
   */
  Optional<String> name(Node node, YamlField field, String remedy) {
    String name = yaml.text(field);
    if (name.matches(NAME)) {
      return Optional.of(name);
    }
    yaml.report(
        place(node, field),
        "name",
        name.isEmpty()
            ? "must be set: " + remedy
            : "must be of letters, digits, _, . and -, was \"%s\"".formatted(name));
    return Optional.empty();
  }

  /** The labels by which an entry is held apart. */
  List<String> by(YamlField field) {
    List<String> by = new ArrayList<>();
    for (Node node : yaml.items(field)) {
      if (node instanceof ScalarNode label && label.getValue().matches(LABEL_NAME)) {
        by.add(label.getValue());
      } else {
        yaml.report(node, "by", "must be a list of label names, as [service]");
      }
    }
    return by;
  }

  /** The name of a calendar of sessions; empty text where none is set. */
  Optional<String> calendar(YamlField field) {
    String text = yaml.text(field);
    if (text.isEmpty() || SessionCalendars.names().contains(text)) {
      return Optional.of(text);
    }
    yaml.report(
        field.value(),
        "calendar",
        "must be one of %s, was \"%s\""
            .formatted(String.join(", ", SessionCalendars.names()), text));
    return Optional.empty();
  }

  /** A list of Prometheus matchers. */
  List<LabelMatcher> matchers(YamlField field) {
    List<LabelMatcher> matchers = new ArrayList<>();
    for (Node node : yaml.items(field)) {
      if (node instanceof ScalarNode scalar) {
        matcher(node, scalar.getValue()).ifPresent(matchers::add);
      } else {
        yaml.report(node, field.name(), "must be a list of texts like 'severity=\"critical\"'");
      }
    }
    return matchers;
  }

  private Optional<LabelMatcher> matcher(Node node, String text) {
    try {
      return Optional.of(Parser.parseMatcher(text));
    } catch (ParseException invalid) {
      yaml.report(
          node,
          "matchers",
          "%s is no matcher, as in 'severity=\"critical\"': %s"
              .formatted(text, invalid.errors().get(0).message()));
      return Optional.empty();
    }
  }

  /** The number that stands in a field; empty if none does. */
  Optional<BigDecimal> decimal(YamlField field) {
    try {
      return Optional.of(new BigDecimal(yaml.text(field)));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  /** Where a fault of a field is told: at the entry where the field is not set. */
  static Node place(Node node, YamlField field) {
    return field == null ? node : field.value();
  }
}
