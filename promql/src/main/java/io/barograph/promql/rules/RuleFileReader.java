package io.barograph.promql.rules;

import io.barograph.core.labels.Labels;
import io.barograph.core.template.Template;
import io.barograph.core.template.TemplateException;
import io.barograph.promql.parse.ExperimentalFeatures;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ValueType;
import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.Rule.RecordingRule;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one rule file and collects everything that is wrong with it. */
final class RuleFileReader {
  private static final List<String> FILE_FIELDS = List.of("groups");
  private static final List<String> MANIFEST_FIELDS =
      List.of("apiVersion", "kind", "metadata", "spec");
  private static final List<String> GROUP_FIELDS =
      List.of("name", "interval", "query_offset", "limit", "labels", "rules");
  private static final List<String> RULE_FIELDS =
      List.of("record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations");

  private final String file;
  private final List<RuleFileError> errors = new ArrayList<>();
  private final YamlReader yaml = new YamlReader(this::report);

  /** The group that is being read, or the empty text. */
  private String group = "";

  /** The rule that is being read, or the empty text. */
  private String rule = "";

  RuleFileReader(String file) {
    this.file = file;
  }

  RuleFile read(String text) throws RuleFileException {
    List<RuleGroup> groups =
        yaml.root(file, text).map(root -> groups(groupsField(root))).orElse(List.of());
    if (!errors.isEmpty()) {
      throw new RuleFileException(errors);
    }
    return new RuleFile(file, groups);
  }

  /** The groups, which in a Kubernetes manifest stand below {@code spec}. */
  private YamlField groupsField(Node root) {
    boolean isManifest =
        root instanceof MappingNode mapping
            && mapping.getValue().stream()
                .anyMatch(
                    tuple ->
                        isScalar(tuple.getKeyNode(), "kind")
                            && isScalar(tuple.getValueNode(), "PrometheusRule"));
    if (!isManifest) {
      return yaml.fields(root, "a rule file", FILE_FIELDS).get("groups");
    }
    YamlField spec = yaml.fields(root, "a PrometheusRule", MANIFEST_FIELDS).get("spec");
    if (spec == null) {
      report(root, "spec", "must be set in a PrometheusRule");
      return null;
    }
    return yaml.fields(spec.value(), "spec", FILE_FIELDS).get("groups");
  }

  private List<RuleGroup> groups(YamlField field) {
    List<RuleGroup> groups = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Node node : yaml.items(field)) {
      group = "";
      Map<String, YamlField> fields = yaml.fields(node, "a group", GROUP_FIELDS);
      String name = yaml.text(fields.get("name"));
      if (name.isEmpty()) {
        report(node, "name", "group name must not be empty: name the group");
      } else if (!names.add(name)) {
        report(
            fields.get("name").value(),
            "name",
            "group name \"%s\" is repeated in the same file: rename one".formatted(name));
      }
      group = name;
      Map<String, String> labels = labels(fields.get("labels"), "label", false);
      List<RulePlace> places = new ArrayList<>();
      List<Rule> rules = rules(fields.get("rules"), labels, places);
      groups.add(
          new RuleGroup(
              name,
              yaml.duration(fields.get("interval")),
              yaml.duration(fields.get("query_offset")),
              limit(fields.get("limit")),
              labels,
              rules,
              places));
    }
    group = "";
    return groups;
  }

  /** The rules of a group; where each begins goes to {@code places}. */
  private List<Rule> rules(
      YamlField field, Map<String, String> groupLabels, List<RulePlace> places) {
    List<Rule> rules = new ArrayList<>();
    Set<Rule> seen = new HashSet<>();
    int number = 0;
    for (Node node : yaml.items(field)) {
      number++;
      rule = "rule " + number;
      Map<String, YamlField> fields = yaml.fields(node, "a rule", RULE_FIELDS);
      int errorsBefore = errors.size();
      Optional<Rule> read = rule(node, fields, groupLabels);
      if (read.isPresent() && errors.size() == errorsBefore) {
        if (!seen.add(read.get())) {
          report(node, "", "is the same as a rule before it: remove one");
        }
        rules.add(read.get());
        places.add(new RulePlace(YamlReader.line(node), YamlReader.column(node)));
      }
      rule = "";
    }
    return rules;
  }

  private Optional<Rule> rule(
      Node node, Map<String, YamlField> fields, Map<String, String> groupLabels) {
    boolean isAlert = !yaml.text(fields.get("alert")).isEmpty();
    boolean isRecord = !yaml.text(fields.get("record")).isEmpty();
    if (isAlert && isRecord) {
      report(node, "", "only one of 'record' and 'alert' must be set: make it two rules");
      return Optional.empty();
    }
    if (!isAlert && !isRecord) {
      report(node, "", "one of 'record' or 'alert' must be set");
    }
    String name = yaml.text(fields.get(isAlert ? "alert" : "record"));
    if (isAlert || isRecord) {
      rule = "%s \"%s\"".formatted(isAlert ? "alert" : "record", name);
    }
    Optional<Expr> expr = expr(node, fields.get("expr"));
    Map<String, String> labels = new LinkedHashMap<>(groupLabels);
    labels.putAll(labels(fields.get("labels"), "label", isAlert));
    if (isAlert) {
      Duration hold = yaml.duration(fields.get("for")).orElse(Duration.ZERO);
      Duration keepFiringFor = yaml.duration(fields.get("keep_firing_for")).orElse(Duration.ZERO);
      Map<String, String> annotations = labels(fields.get("annotations"), "annotation", true);
      String query = yaml.text(fields.get("expr"));
      return expr.map(
          parsed ->
              new AlertingRule(name, query, parsed, hold, keepFiringFor, labels, annotations));
    }
    if (isRecord) {
      checkRecordingRule(name, fields);
    }
    return expr.map(
        parsed -> new RecordingRule(name, yaml.text(fields.get("expr")), parsed, labels));
  }

  private void checkRecordingRule(String name, Map<String, YamlField> fields) {
    for (String field : List.of("for", "keep_firing_for", "annotations")) {
      if (fields.containsKey(field)) {
        report(
            fields.get(field).key(),
            field,
            "invalid field '%s' in recording rule: remove it or make it an alert".formatted(field));
      }
    }
    if (name.contains("{") || name.contains("}")) {
      report(
          fields.get("record").value(),
          "record",
          "braces present in the recording rule name; should it be in expr?: " + name);
    } else if (!isName(name)) {
      report(fields.get("record").value(), "record", "invalid recording rule name: " + name);
    }
  }

  private Optional<Expr> expr(Node rule, YamlField field) {
    String query = yaml.text(field);
    if (query.isBlank()) {
      report(rule, "expr", "field 'expr' must be set in rule");
      return Optional.empty();
    }
    try {
      Expr expr = Parser.parse(query);
      ExperimentalFeatures.in(expr)
          .forEach(feature -> report(field.value(), "expr", feature.message()));
      if (expr.type() == ValueType.STRING || expr.type() == ValueType.MATRIX) {
        report(
            field.value(),
            "expr",
            "a rule must give a scalar or an instant vector, this gives a "
                + expr.type().documentedName());
      }
      return Optional.of(expr);
    } catch (ParseException invalid) {
      report(field.value(), "expr", "could not parse expression: " + invalid.getMessage());
      return Optional.empty();
    }
  }

  private int limit(YamlField field) {
    String text = yaml.text(field);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 0) {
        return limit;
      }
    } catch (NumberFormatException notANumber) {
      // Reported with what is out of range.
    }
    report(
        field.value(),
        "limit",
        "must be a whole number >= 0, was %s: 0 means no limit".formatted(text));
    return 0;
  }

  private Map<String, String> labels(YamlField field, String kind, boolean templates) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (field == null || YamlReader.isNull(field.value())) {
      return labels;
    }
    for (YamlField label : yaml.fields(field.value(), field.name(), List.of()).values()) {
      boolean reserved = kind.equals("label") && label.name().equals(Labels.METRIC_NAME);
      if (reserved || !isName(label.name())) {
        report(label.key(), field.name(), "invalid %s name: \"%s\"".formatted(kind, label.name()));
      }
      labels.put(label.name(), yaml.text(label));
      if (templates) {
        checkTemplate(field, label);
      }
    }
    return labels;
  }

  private void checkTemplate(YamlField field, YamlField label) {
    try {
      Template.parse(rule, yaml.text(label));
    } catch (TemplateException invalid) {
      report(
          label.value(),
          field.name(),
          "\"%s\" is no template: line %d: %s"
              .formatted(label.name(), invalid.line(), invalid.reason()));
    }
  }

  private static boolean isScalar(Node node, String value) {
    return node instanceof ScalarNode scalar && scalar.getValue().equals(value);
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && name.chars().noneMatch(c -> Character.isISOControl(c));
  }

  private void report(Node node, String field, String message) {
    yaml.report(node, field, message);
  }

  private void report(int line, int column, String field, String message) {
    errors.add(new RuleFileError(file, line, column, group, rule, field, message));
  }
}
