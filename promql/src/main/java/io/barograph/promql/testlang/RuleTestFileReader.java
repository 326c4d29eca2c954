package io.barograph.promql.testlang;

import io.barograph.core.labels.Labels;
import io.barograph.core.template.External;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.rules.RuleFileError;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.testlang.RuleTestFile.AlertExpectation;
import io.barograph.promql.testlang.RuleTestFile.Case;
import io.barograph.promql.testlang.RuleTestFile.ExpectedSample;
import io.barograph.promql.testlang.RuleTestFile.ExpressionExpectation;
import io.barograph.promql.testlang.RuleTestFile.FiringAlert;
import io.barograph.promql.testlang.RuleTestFile.Input;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one file of unit tests of rules and collects everything that is wrong with it. */
final class RuleTestFileReader {
  private static final List<String> FILE_FIELDS =
      List.of("rule_files", "evaluation_interval", "group_eval_order", "fuzzy_compare", "tests");
  private static final List<String> CASE_FIELDS =
      List.of(
          "name",
          "interval",
          "input_series",
          "alert_rule_test",
          "promql_expr_test",
          "external_labels",
          "external_url",
          "start_timestamp");
  private static final List<String> SERIES_FIELDS = List.of("series", "values");
  private static final List<String> ALERT_TEST_FIELDS =
      List.of("eval_time", "alertname", "exp_alerts");
  private static final List<String> ALERT_FIELDS = List.of("exp_labels", "exp_annotations");
  private static final List<String> EXPRESSION_FIELDS = List.of("expr", "eval_time", "exp_samples");
  private static final List<String> SAMPLE_FIELDS = List.of("labels", "value", "histogram");

  private final Path file;
  private final List<RuleFileError> errors = new ArrayList<>();
  private final YamlReader yaml = new YamlReader(this::report);

  /** The case that is being read, or the empty text. */
  private String test = "";

  RuleTestFileReader(Path file) {
    this.file = file;
  }

  RuleTestFile read() throws IOException, RuleFileException {
    Map<String, YamlField> fields =
        yaml.root(file.toString(), Files.readString(file))
            .map(root -> yaml.fields(root, "a file of rule tests", FILE_FIELDS))
            .orElse(Map.of());
    RuleTestFile tests = file(fields);
    if (!errors.isEmpty()) {
      throw new RuleFileException(errors);
    }
    return tests;
  }

  private RuleTestFile file(Map<String, YamlField> fields) throws IOException {
    List<Path> ruleFiles = new ArrayList<>();
    List<String> unmatched = new ArrayList<>();
    for (String pattern : texts(fields.get("rule_files"))) {
      List<Path> matching = PathPattern.matching(file, pattern);
      ruleFiles.addAll(matching);
      if (matching.isEmpty()) {
        unmatched.add(pattern);
      }
    }
    Duration interval = interval(fields.get("evaluation_interval"), RuleTestFile.DEFAULT_INTERVAL);
    List<Case> cases = new ArrayList<>();
    for (Node node : yaml.items(fields.get("tests"))) {
      cases.add(testCase(node, cases.size() + 1, interval));
    }
    test = "";
    return new RuleTestFile(
        file.toString(),
        ruleFiles,
        unmatched,
        interval,
        groupOrder(fields.get("group_eval_order")),
        flag(fields.get("fuzzy_compare")),
        cases);
  }

  private List<String> groupOrder(YamlField field) {
    List<String> names = texts(field);
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        yaml.report(
            field.value(),
            field.name(),
            "names the group \"%s\" twice: remove one".formatted(name));
      }
    }
    return names;
  }

  private Case testCase(Node node, int number, Duration evaluationInterval) {
    test = "test " + number;
    Map<String, YamlField> fields = yaml.fields(node, "a test", CASE_FIELDS);
    String name = yaml.text(fields.get("name"));
    if (!name.isEmpty()) {
      test = "test \"%s\"".formatted(name);
    }
    List<SeriesValues> series = new ArrayList<>();
    for (Node one : yaml.items(fields.get("input_series"))) {
      addSeries(one, series);
    }
    List<AlertExpectation> alerts = new ArrayList<>();
    for (Node one : yaml.items(fields.get("alert_rule_test"))) {
      alerts.add(alertTest(one));
    }
    List<ExpressionExpectation> expressions = new ArrayList<>();
    for (Node one : yaml.items(fields.get("promql_expr_test"))) {
      expressions.add(expressionTest(one));
    }
    return new Case(
        YamlReader.line(node),
        test,
        new Input(
            start(fields.get("start_timestamp")),
            interval(fields.get("interval"), evaluationInterval),
            series),
        new External(
            Labels.of(texts(fields.get("external_labels"), "labels")),
            yaml.text(fields.get("external_url"))),
        alerts,
        expressions);
  }

  private void addSeries(Node node, List<SeriesValues> series) {
    Map<String, YamlField> fields = yaml.fields(node, "a series", SERIES_FIELDS);
    String values = yaml.text(fields.get("values")).replace('\n', ' ');
    try {
      series.add(SeriesLine.parse(yaml.text(fields.get("series")) + " " + values));
    } catch (IllegalArgumentException invalid) {
      yaml.report(node, "input_series", invalid.getMessage());
    }
  }

  private AlertExpectation alertTest(Node node) {
    Map<String, YamlField> fields = yaml.fields(node, "an alert test", ALERT_TEST_FIELDS);
    String alertName = yaml.text(fields.get("alertname"));
    if (alertName.isEmpty()) {
      yaml.report(node, "alertname", "must be set in alert_rule_test: name the alert");
    }
    List<FiringAlert> alerts = new ArrayList<>();
    for (Node one : yaml.items(fields.get("exp_alerts"))) {
      Map<String, YamlField> alert =
          YamlReader.isNull(one) ? Map.of() : yaml.fields(one, "an expected alert", ALERT_FIELDS);
      alerts.add(
          new FiringAlert(
              Labels.of(texts(alert.get("exp_labels"), "labels"))
                  .with(Labels.ALERT_NAME, alertName),
              texts(alert.get("exp_annotations"), "annotations")));
    }
    return new AlertExpectation(YamlReader.line(node), evaluationTime(fields), alertName, alerts);
  }

  private ExpressionExpectation expressionTest(Node node) {
    Map<String, YamlField> fields = yaml.fields(node, "an expression test", EXPRESSION_FIELDS);
    List<ExpectedSample> samples = new ArrayList<>();
    for (Node one : yaml.items(fields.get("exp_samples"))) {
      Map<String, YamlField> sample = yaml.fields(one, "an expected sample", SAMPLE_FIELDS);
      samples.add(
          new ExpectedSample(
              labels(sample.get("labels")),
              number(sample.get("value")),
              !yaml.text(sample.get("histogram")).isEmpty()));
    }
    return new ExpressionExpectation(
        YamlReader.line(node),
        evaluationTime(fields),
        yaml.text(fields.get("expr")).strip(),
        samples);
  }

  private Duration evaluationTime(Map<String, YamlField> fields) {
    return yaml.duration(fields.get("eval_time")).orElse(Duration.ZERO);
  }

  private Duration interval(YamlField field, Duration absent) {
    return yaml.duration(field).filter(interval -> !interval.isZero()).orElse(absent);
  }

  private Labels labels(YamlField field) {
    String text = yaml.text(field);
    if (text.isEmpty()) {
      return Labels.EMPTY;
    }
    try {
      return Parser.parseMetric(text);
    } catch (ParseException invalid) {
      yaml.report(field.value(), field.name(), invalid.getMessage());
      return Labels.EMPTY;
    }
  }

  /** A number as YAML writes it; 0 where the field is not set. */
  private double number(YamlField field) {
    String text = yaml.text(field);
    try {
      return switch (text) {
        case "" -> 0;
        case ".inf", "+.inf", ".Inf" -> Double.POSITIVE_INFINITY;
        case "-.inf", "-.Inf" -> Double.NEGATIVE_INFINITY;
        case ".nan", ".NaN" -> Double.NaN;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException notANumber) {
      yaml.report(
          field.value(),
          field.name(),
          "must be a number, was %s: write 1.5 or .inf".formatted(text));
      return 0;
    }
  }

  /** A time as RFC 3339 or in seconds since the epoch, in milliseconds. */
  private long start(YamlField field) {
    String text = yaml.text(field);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return text.matches("[0-9.]+")
          ? Math.round(Double.parseDouble(text) * 1000)
          : Instant.from(OffsetDateTime.parse(text)).toEpochMilli();
    } catch (DateTimeException | NumberFormatException invalid) {
      yaml.report(
          field.value(),
          field.name(),
          "must be a time like 2024-01-01T00:00:00Z or seconds since 1970, was " + text);
      return 0;
    }
  }

  private boolean flag(YamlField field) {
    String text = yaml.text(field);
    if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
      yaml.report(field.value(), field.name(), "must be true or false, was " + text);
    }
    return text.equals("true");
  }

  private List<String> texts(YamlField list) {
    List<String> texts = new ArrayList<>();
    for (Node item : yaml.items(list)) {
      texts.add(yaml.text(new YamlField(list.name(), item, item)));
    }
    return texts;
  }

  private SortedMap<String, String> texts(YamlField mapping, String what) {
    SortedMap<String, String> texts = new TreeMap<>();
    if (mapping != null && !YamlReader.isNull(mapping.value())) {
      yaml.fields(mapping.value(), what, List.of())
          .forEach((name, field) -> texts.put(name, yaml.text(field)));
    }
    return texts;
  }

  private void report(int line, int column, String field, String message) {
    errors.add(new RuleFileError(file.toString(), line, column, "", test, field, message));
  }
}
