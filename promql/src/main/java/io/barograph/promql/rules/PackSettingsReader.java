package io.barograph.promql.rules;

import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.pattern.ChainPattern;
import io.barograph.promql.parse.Durations;
import io.barograph.promql.parse.ExperimentalFeatures;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ValueType;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the settings of one rule pack and collects everything that is wrong with them. */
final class PackSettingsReader {
  private static final List<String> FILE_FIELDS =
      List.of(
          "overrides",
          "slo",
          "checks",
          "measures",
          "patterns",
          "recommendations",
          "detectors",
          "forecasts",
          "predictions",
          "entities",
          "peers");
  private static final List<String> CHECKS_FIELDS = List.of("health");
  private static final List<String> OVERRIDE_FIELDS =
      List.of(
          "match",
          "noData",
          "noDataTimeout",
          "recover",
          "priority",
          "evaluate",
          "shadow",
          "halts",
          "flapping");

  /** The shortest halt that is told again in time. */
  private static final Duration SHORTEST_HALT = Duration.ofSeconds(10);

  private static final String SETTINGS =
      String.join(", ", OVERRIDE_FIELDS.subList(1, OVERRIDE_FIELDS.size()));
  private static final List<String> MATCH_FIELDS = List.of("group", "alert", "matchers");

  private final String file;
  private final List<RuleFileError> errors = new ArrayList<>();
  private final YamlReader yaml = new YamlReader(this::report);

  /** The override, objective, check or pattern that is being read, or the empty text. */
  private String entry = "";

  PackSettingsReader(String file) {
    this.file = file;
  }

  PackSettings read(String text) throws RuleFileException {
    PackSettings settings =
        yaml.root(file, text).map(this::settings).orElse(PackSettings.none(file));
    if (!errors.isEmpty()) {
      throw new RuleFileException(errors);
    }
    return settings;
  }

  /** How an override is called in messages. */
  static String nameOf(int number) {
    return "override " + number;
  }

  private PackSettings settings(Node root) {
    Map<String, YamlField> fields = yaml.fields(root, PackSettings.FILE_NAME, FILE_FIELDS);
    return new PackSettings(
        file,
        overrides(fields.get("overrides")),
        slos(fields.get("slo")),
        healthChecks(fields.get("checks")),
        new MeasuresReader(yaml, what -> entry = what).read(fields.get("measures")),
        patterns(fields.get("patterns")),
        new RecommendationReader(yaml, what -> entry = what).read(fields.get("recommendations")),
        new DetectorReader(yaml, what -> entry = what).read(fields.get("detectors")),
        new ForecastReader(yaml, what -> entry = what).read(fields.get("forecasts")),
        new PredictionReader(yaml, what -> entry = what).read(fields.get("predictions")),
        new EntityReader(yaml, what -> entry = what).read(fields.get("entities")),
        new PeerReader(yaml, what -> entry = what).read(fields.get("peers")));
  }

  private List<ChainPattern> patterns(YamlField field) {
    List<ChainPattern> patterns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int number = 0;
    for (Node node : yaml.items(field)) {
      number++;
      entry = "pattern " + number;
      int errorsBefore = errors.size();
      ChainReader reader = new ChainReader(yaml, () -> errors.size() == errorsBefore);
      Optional<ChainPattern> pattern = reader.read(node);
      if (pattern.isPresent() && !names.add(pattern.get().name())) {
        yaml.report(node, "name", "stands twice: give each pattern its own");
      }
      pattern.ifPresent(patterns::add);
    }
    entry = "";
    return patterns;
  }

  private List<HealthCheck> healthChecks(YamlField field) {
    List<HealthCheck> checks = new ArrayList<>();
    if (field == null || YamlReader.isNull(field.value())) {
      return checks;
    }
    HealthCheckReader reader = new HealthCheckReader(yaml);
    Set<String> names = new HashSet<>();
    int number = 0;
    YamlField health = yaml.fields(field.value(), "checks", CHECKS_FIELDS).get("health");
    for (Node node : yaml.items(health)) {
      number++;
      entry = "health check " + number;
      Optional<HealthCheck> check = reader.read(node);
      if (check.isPresent() && !names.add(check.get().name())) {
        yaml.report(node, "name", "stands twice: give each health check its own");
      }
      check.ifPresent(checks::add);
    }
    entry = "";
    return checks;
  }

  private List<Slo> slos(YamlField field) {
    SloReader reader = new SloReader(yaml);
    List<Slo> slos = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int number = 0;
    for (Node node : yaml.items(field)) {
      number++;
      entry = "objective " + number;
      Optional<Slo> slo = reader.read(node);
      if (slo.isPresent() && !names.add(slo.get().name())) {
        yaml.report(node, "name", "stands twice: give each objective its own");
      }
      slo.ifPresent(slos::add);
    }
    entry = "";
    return slos;
  }

  private List<RuleOverride> overrides(YamlField field) {
    List<RuleOverride> overrides = new ArrayList<>();
    int number = 0;
    for (Node node : yaml.items(field)) {
      number++;
      entry = nameOf(number);
      override(number, node).ifPresent(overrides::add);
    }
    entry = "";
    return overrides;
  }

  private Optional<RuleOverride> override(int number, Node node) {
    int errorsBefore = errors.size();
    Map<String, YamlField> fields = yaml.fields(node, "an override", OVERRIDE_FIELDS);
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
    List<LabelMatcher> matchers = new EntryFields(yaml).matchers(matched.get("matchers"));
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
        halts(fields.get("halts")),
        yaml.flag(fields.get("flapping")),
        yaml.flag(fields.get("shadow")));
  }

  private Optional<Duration> halts(YamlField field) {
    Optional<Duration> halts = yaml.duration(field);
    if (halts.isPresent() && halts.get().compareTo(SHORTEST_HALT) < 0) {
      yaml.report(
          field.value(), "halts", "must be at least 10s, was " + Durations.format(halts.get()));
      return Optional.empty();
    }
    return halts;
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

  private void report(int line, int column, String field, String message) {
    errors.add(new RuleFileError(file, line, column, "", entry, field, message));
  }
}
