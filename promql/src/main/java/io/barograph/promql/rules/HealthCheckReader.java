package io.barograph.promql.rules;

import io.barograph.promql.parse.ExperimentalFeatures;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.parse.ValueType;
import io.barograph.promql.rules.HealthCheck.Missing;
import io.barograph.promql.rules.HealthCheck.Part;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one entry of {@code checks.health}. */
final class HealthCheckReader {
  private static final List<String> FIELDS = List.of("name", "by", "parts");
  private static final List<String> PART_FIELDS = List.of("name", "weight", "expr", "missing");
  private static final int MAX_PARTS = 16;
  private static final BigDecimal MAX_WEIGHT = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal MIN_WEIGHT = new BigDecimal("0.000001");
  private static final List<String> OWN_LABELS =
      List.of(HealthRules.CHECK_LABEL, HealthRules.PART_LABEL);

  private final YamlReader yaml;
  private final EntryFields entries;

  HealthCheckReader(YamlReader yaml) {
    this.yaml = yaml;
    this.entries = new EntryFields(yaml);
  }

  /** The check; empty, with everything told, if something is wrong with it. */
  Optional<HealthCheck> read(Node node) {
    Map<String, YamlField> fields = yaml.fields(node, "a health check", FIELDS);
    if (!(node instanceof MappingNode)) {
      return Optional.empty();
    }
    Optional<String> name =
        entries.name(node, fields.get("name"), "name what is healthy or not, as exchange");
    List<String> by = entries.by(fields.get("by"));
    for (String label : by) {
      if (OWN_LABELS.contains(label)) {
        yaml.report(
            fields.get("by").value(),
            "by",
            "must not name %s, which the rules set: rename the label in expr".formatted(label));
      }
    }
    List<Node> items = yaml.items(fields.get("parts"));
    if (items.isEmpty() || items.size() > MAX_PARTS) {
      yaml.report(
          EntryFields.place(node, fields.get("parts")),
          "parts",
          "must be a list of 1 to %d parts, were %d: give each a name, weight and expr"
              .formatted(MAX_PARTS, items.size()));
    }
    List<Part> parts = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Node item : items) {
      Optional<Part> part = part(item);
      if (part.isPresent() && !names.add(part.get().name())) {
        yaml.report(item, "name", "stands twice in the check: give each part its own");
      }
      part.ifPresent(parts::add);
    }
    return name.filter(any -> !parts.isEmpty())
        .map(given -> new HealthCheck(given, place(node), by, parts));
  }

  private Optional<Part> part(Node node) {
    Map<String, YamlField> fields = yaml.fields(node, "a part", PART_FIELDS);
    if (!(node instanceof MappingNode)) {
      return Optional.empty();
    }
    Optional<String> name =
        entries.name(node, fields.get("name"), "name what the part says, as reachable");
    Optional<BigDecimal> weight = weight(node, fields.get("weight"));
    Optional<String> query = query(node, fields.get("expr"));
    Optional<Missing> missing = missing(fields.get("missing"));
    if (name.isEmpty() || weight.isEmpty() || query.isEmpty() || missing.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Part(name.get(), place(node), weight.get(), query.get(), missing.get()));
  }

  private Optional<BigDecimal> weight(Node node, YamlField field) {
    Optional<BigDecimal> weight =
        entries
            .decimal(field)
            .filter(given -> given.compareTo(MIN_WEIGHT) >= 0 && given.compareTo(MAX_WEIGHT) <= 0);
    if (weight.isEmpty()) {
      yaml.report(
          EntryFields.place(node, field),
          "weight",
          "must be a number from %s to %s, as 2, was \"%s\""
              .formatted(MIN_WEIGHT.toPlainString(), MAX_WEIGHT, yaml.text(field)));
    }
    return weight;
  }

  private Optional<String> query(Node node, YamlField field) {
    String text = yaml.text(field);
    if (text.isBlank()) {
      yaml.report(
          EntryFields.place(node, field),
          "expr",
          "must be set: an expression that gives 0 to 1, as probe_success");
      return Optional.empty();
    }
    try {
      Expr expr = Parser.parse(text);
      ExperimentalFeatures.in(expr)
          .forEach(feature -> yaml.report(field.value(), "expr", feature.message()));
      if (expr.type() == ValueType.VECTOR) {
        return Optional.of(Printer.print(expr));
      }
      yaml.report(
          field.value(),
          "expr",
          "must give an instant vector, this gives a %s: select or compute series of 0 to 1"
              .formatted(expr.type().documentedName()));
    } catch (ParseException invalid) {
      yaml.report(field.value(), "expr", "could not parse expression: " + invalid.getMessage());
    }
    return Optional.empty();
  }

  private Optional<Missing> missing(YamlField field) {
    String text = yaml.text(field);
    if (text.isEmpty()) {
      return Optional.of(Missing.SKIP);
    }
    for (Missing missing : Missing.values()) {
      if (missing.wireName().equals(text)) {
        return Optional.of(missing);
      }
    }
    yaml.report(field.value(), "missing", "must be 0 or skip, was \"%s\"".formatted(text));
    return Optional.empty();
  }

  private static RulePlace place(Node node) {
    return new RulePlace(YamlReader.line(node), YamlReader.column(node));
  }
}
