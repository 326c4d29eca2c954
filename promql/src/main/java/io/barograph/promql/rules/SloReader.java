package io.barograph.promql.rules;

import io.barograph.core.session.SessionCalendars;
import io.barograph.promql.parse.Durations;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.parse.TimeModifiers;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one entry of {@code slo}. */
final class SloReader {
  private static final List<String> FIELDS =
      List.of("name", "objective", "window", "calendar", "total", "errors", "good", "by", "labels");
  private static final Duration MIN_WINDOW = Duration.ofDays(3);
  private static final Duration MAX_WINDOW = Duration.ofDays(90);

  private final YamlReader yaml;
  private final EntryFields entries;

  SloReader(YamlReader yaml) {
    this.yaml = yaml;
    this.entries = new EntryFields(yaml);
  }

  /** The objective; empty, with everything told, if something is wrong with it. */
  Optional<Slo> read(Node node) {
    Map<String, YamlField> fields = yaml.fields(node, "an objective", FIELDS);
    if (!(node instanceof MappingNode)) {
      return Optional.empty();
    }
    Optional<String> name =
        entries.name(node, fields.get("name"), "name the objective, as orders-availability");
    Optional<BigDecimal> objective = objective(node, fields.get("objective"));
    Optional<Duration> window = window(fields.get("window"));
    Optional<String> calendar = calendar(fields.get("calendar"));
    Optional<String> total = selector(node, "total", fields);
    boolean countsGood = fields.containsKey("good");
    Optional<String> counted = Optional.empty();
    if (countsGood == fields.containsKey("errors")) {
      yaml.report(node, "errors", "must be set, or good in its place, and not both");
    } else {
      counted = selector(node, countsGood ? "good" : "errors", fields);
    }
    List<String> by = entries.by(fields.get("by"));
    Map<String, String> labels = labels(fields.get("labels"));
    if (name.isEmpty()
        || objective.isEmpty()
        || window.isEmpty()
        || total.isEmpty()
        || counted.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Slo(
            name.get(),
            new RulePlace(YamlReader.line(node), YamlReader.column(node)),
            objective.get(),
            window.get(),
            calendar,
            total.get(),
            counted.get(),
            countsGood,
            by,
            labels));
  }

  private Optional<BigDecimal> objective(Node node, YamlField field) {
    Optional<BigDecimal> percent =
        entries
            .decimal(field)
            .filter(given -> given.signum() > 0 && given.compareTo(BigDecimal.valueOf(100)) < 0);
    if (percent.isPresent()) {
      return percent;
    }
    yaml.report(
        EntryFields.place(node, field),
        "objective",
        "must be in percent, above 0 and below 100, as 99.9, was \"%s\""
            .formatted(yaml.text(field)));
    return Optional.empty();
  }

  private Optional<Duration> window(YamlField field) {
    if (yaml.text(field).isEmpty()) {
      return Optional.of(Slo.DEFAULT_WINDOW);
    }
    Optional<Duration> window = yaml.duration(field);
    if (window.isPresent()
        && (window.get().compareTo(MIN_WINDOW) < 0 || window.get().compareTo(MAX_WINDOW) > 0)) {
      yaml.report(
          field.value(),
          "window",
          "must be from %s to %s, was %s"
              .formatted(
                  Durations.format(MIN_WINDOW),
                  Durations.format(MAX_WINDOW),
                  Durations.format(window.get())));
      return Optional.empty();
    }
    return window;
  }

  private Optional<String> calendar(YamlField field) {
    String name = yaml.text(field);
    if (!name.isEmpty() && !SessionCalendars.names().contains(name)) {
      yaml.report(
          field.value(),
          "calendar",
          "must be one of %s, was \"%s\""
              .formatted(String.join(", ", SessionCalendars.names()), name));
    }
    return Optional.of(name).filter(given -> !given.isEmpty());
  }

  private Optional<String> selector(Node node, String name, Map<String, YamlField> fields) {
    YamlField field = fields.get(name);
    String text = yaml.text(field);
    if (text.isBlank()) {
      yaml.report(
          EntryFields.place(node, field), name, "must be set: select a counter, as requests_total");
      return Optional.empty();
    }
    try {
      Expr expr = Parser.parse(text);
      if (expr instanceof VectorSelector selector
          && selector.time().equals(TimeModifiers.NONE)
          && !selector.name().isEmpty()) {
        return Optional.of(Printer.print(selector));
      }
      yaml.report(
          field.value(),
          name,
          "must select a counter by its name, without range, offset or function, was %s: windows"
                  .formatted(text)
              + " and rate are added");
    } catch (ParseException invalid) {
      yaml.report(field.value(), name, "could not parse expression: " + invalid.getMessage());
    }
    return Optional.empty();
  }

  private Map<String, String> labels(YamlField field) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (field == null || YamlReader.isNull(field.value())) {
      return labels;
    }
    for (YamlField label : yaml.fields(field.value(), "labels", List.of()).values()) {
      if (!label.name().matches(EntryFields.LABEL_NAME) || label.name().equals("__name__")) {
        yaml.report(label.key(), "labels", "invalid label name: \"%s\"".formatted(label.name()));
      }
      labels.put(label.name(), yaml.text(label));
    }
    return labels;
  }
}
