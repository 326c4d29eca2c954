package io.barograph.promql.rules;

import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.promql.parse.ExperimentalFeatures;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ValueType;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the settings of one rule pack and collects everything that is wrong with them. */
final class PackSettingsReader {
  private static final List<String> FILE_FIELDS = List.of("overrides");
  private static final List<String> LATER_FILE_FIELDS =
      List.of("detectors", "forecasts", "checks", "patterns", "slo");
  private static final List<String> OVERRIDE_FIELDS =
      List.of("match", "noData", "noDataTimeout", "recover", "priority", "evaluate", "shadow");
  private static final List<String> LATER_OVERRIDE_FIELDS = List.of("halts");
  private static final String SETTINGS =
      String.join(", ", OVERRIDE_FIELDS.subList(1, OVERRIDE_FIELDS.size()));
  private static final List<String> MATCH_FIELDS = List.of("group", "alert", "matchers");

  private final String file;
  private final List<RuleFileError> errors = new ArrayList<>();
  private final YamlReader yaml = new YamlReader(this::report);

  /** The override that is being read, or the empty text. */
  private String override = "";

  PackSettingsReader(String file) {
    this.file = file;
  }

  PackSettings read(String text) throws RuleFileException {
    List<RuleOverride> overrides = yaml.root(file, text).map(this::overrides).orElse(List.of());
    if (!errors.isEmpty()) {
      throw new RuleFileException(errors);
    }
    return new PackSettings(file, overrides);
  }

  /** How an override is called in messages. */
  static String nameOf(int number) {
    return "override " + number;
  }

  private List<RuleOverride> overrides(Node root) {
    Map<String, YamlField> fields =
        yaml.fields(root, PackSettings.FILE_NAME, FILE_FIELDS, LATER_FILE_FIELDS);
    List<RuleOverride> overrides = new ArrayList<>();
    int number = 0;
    for (Node node : yaml.items(fields.get("overrides"))) {
      number++;
      override = nameOf(number);
      override(number, node).ifPresent(overrides::add);
    }
    override = "";
    return overrides;
  }

  private Optional<RuleOverride> override(int number, Node node) {
    int errorsBefore = errors.size();
    Map<String, YamlField> fields =
        yaml.fields(node, "an override", OVERRIDE_FIELDS, LATER_OVERRIDE_FIELDS);
    if (errors.size() > errorsBefore) {
      return Optional.empty();
    }
    YamlField match = fields.get("match");
    Map<String, YamlField> matched =
        match == null || YamlReader.isNull(match.value())
            ? Map.of()
            : yaml.fields(match.value(), "match", MATCH_FIELDS);
    String group = yaml.text(matched.get("group"));
    String alert = yaml.text(matched.get("alert"));
    List<LabelMatcher> matchers = matchers(matched.get("matchers"));
    RuleSettings settings = settings(fields);
    if (errors.size() > errorsBefore) {
      return Optional.empty();
    }
    if (group.isEmpty() && alert.isEmpty() && matchers.isEmpty()) {
      yaml.report(node, "match", "must be set: name a group, an alert or matchers");
      return Optional.empty();
    }
    if (settings.isEmpty()) {
      yaml.report(node, "", "says nothing of the rules: set one of " + SETTINGS);
      return Optional.empty();
    }
    RulePlace place = new RulePlace(YamlReader.line(node), YamlReader.column(node));
    return Optional.of(new RuleOverride(number, place, group, alert, matchers, settings));
  }

  private RuleSettings settings(Map<String, YamlField> fields) {
    return new RuleSettings(
        choice(fields.get("evaluate"), Evaluation.values(), Evaluation::wireName),
        choice(fields.get("noData"), NoDataPolicy.values(), NoDataPolicy::wireName),
        yaml.duration(fields.get("noDataTimeout")),
        recover(fields.get("recover")),
        choice(fields.get("priority"), Priority.values(), Priority::name),
        yaml.flag(fields.get("shadow")));
  }

  private Optional<Expr> recover(YamlField field) {
    String text = yaml.text(field);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Expr expr = Parser.parse(text);
      ExperimentalFeatures.in(expr)
          .forEach(feature -> yaml.report(field.value(), "recover", feature.message()));
      if (expr.type() == ValueType.VECTOR) {
        return Optional.of(expr);
      }
      yaml.report(
          field.value(),
          "recover",
          "must give an instant vector, this gives a %s: compare a series with it"
              .formatted(expr.type().documentedName()));
    } catch (ParseException invalid) {
      yaml.report(field.value(), "recover", "could not parse expression: " + invalid.getMessage());
    }
    return Optional.empty();
  }

  private <T> Optional<T> choice(YamlField field, T[] values, Function<T, String> nameOf) {
    String text = yaml.text(field);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> chosen =
        Arrays.stream(values).filter(value -> nameOf.apply(value).equals(text)).findFirst();
    if (chosen.isEmpty()) {
      List<String> names = Arrays.stream(values).map(nameOf).toList();
      int last = names.size() - 1;
      String choices = String.join(", ", names.subList(0, last)) + " or " + names.get(last);
      yaml.report(field.value(), field.name(), "must be %s, was %s".formatted(choices, text));
    }
    return chosen;
  }

  private List<LabelMatcher> matchers(YamlField field) {
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

  private void report(int line, int column, String field, String message) {
    errors.add(new RuleFileError(file, line, column, "", override, field, message));
  }
}
