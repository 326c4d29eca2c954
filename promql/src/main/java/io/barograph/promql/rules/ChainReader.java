package io.barograph.promql.rules;

import io.barograph.core.incident.IncidentKind;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.pattern.Absence;
import io.barograph.core.pattern.ChainPattern;
import io.barograph.core.pattern.ChainStage;
import io.barograph.core.pattern.Correlation;
import io.barograph.core.pattern.StateSource;
import io.barograph.promql.parse.Durations;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one entry of {@code patterns}. */
final class ChainReader {
  private static final List<String> FIELDS =
      List.of(
          "name",
          "kind",
          "within",
          "by",
          "without",
          "endsOnRecovery",
          "stages",
          "notFollowedBy",
          "annotations");
  private static final List<String> STAGE_FIELDS = List.of("alert", "matchers", "source", "state");
  private static final List<String> ABSENCE_FIELDS =
      List.of("alert", "matchers", "source", "state", "for");
  private static final List<String> KINDS =
      Arrays.stream(IncidentKind.values()).map(IncidentKind::wireName).toList();
  private static final String FIRING = "firing";
  private static final String RESOLVED = "resolved";

  private final YamlReader yaml;
  private final EntryFields entries;
  private final BooleanSupplier isFaultless;

  /**
   * A reader.
   *
   * @param isFaultless false once something was told to be wrong
   */
  ChainReader(YamlReader yaml, BooleanSupplier isFaultless) {
    this.yaml = yaml;
    this.entries = new EntryFields(yaml);
    this.isFaultless = isFaultless;
  }

  /** The pattern; empty, with everything told, if something is wrong with it. */
  Optional<ChainPattern> read(Node node) {
    Map<String, YamlField> fields = yaml.fields(node, "a pattern", FIELDS);
    if (!(node instanceof MappingNode)) {
      return Optional.empty();
    }
    Optional<String> name =
        entries.name(node, fields.get("name"), "name the pattern, as feed-then-loss");
    String kind = kind(node, fields.get("kind"));
    List<ChainStage> stages = stages(node, fields.get("stages"));
    Optional<Absence> absence = absence(fields.get("notFollowedBy"));
    boolean takesTime =
        yaml.items(fields.get("stages")).size() > 1 || !fields.containsKey("notFollowedBy");
    Optional<Duration> within =
        takesTime || fields.containsKey("within")
            ? within(node, fields.get("within"))
            : absence.map(Absence::time);
    Optional<Correlation> correlation = correlation(node, kind, fields);
    boolean isEscalation = kind.equals(IncidentKind.ESCALATION.wireName());
    boolean endsOnRecovery = yaml.flag(fields.get("endsOnRecovery")).orElse(isEscalation);
    SortedMap<String, String> annotations = annotations(fields.get("annotations"));
    if (!isFaultless.getAsBoolean()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ChainPattern(
              name.orElseThrow(),
              kind,
              stages,
              absence,
              within.orElseThrow(),
              correlation.orElseThrow(),
              endsOnRecovery,
              annotations));
    } catch (IllegalArgumentException invalid) {
      yaml.report(node, "", invalid.getMessage());
      return Optional.empty();
    }
  }

  private String kind(Node node, YamlField field) {
    String kind = yaml.text(field);
    if (!KINDS.contains(kind)) {
      yaml.report(
          EntryFields.place(node, field),
          "kind",
          "must be the kind of incident that it is, one of %s, was \"%s\""
              .formatted(String.join(", ", KINDS), kind));
    }
    return kind;
  }

  private List<ChainStage> stages(Node node, YamlField field) {
    List<Node> items = yaml.items(field);
    List<ChainStage> stages = new ArrayList<>();
    for (Node item : items) {
      Map<String, YamlField> fields = yaml.fields(item, "a stage", STAGE_FIELDS);
      stage(item, fields).ifPresent(stages::add);
    }
    if (items.isEmpty()) {
      yaml.report(
          EntryFields.place(node, field),
          "stages",
          "must be set: a list of what follows each other, as {alert: FeedSilent}");
    }
    return stages;
  }

  private Optional<ChainStage> stage(Node node, Map<String, YamlField> fields) {
    if (!(node instanceof MappingNode)) {
      return Optional.empty();
    }
    List<LabelMatcher> matchers = new ArrayList<>();
    String alert = yaml.text(fields.get("alert"));
    if (!alert.isEmpty()) {
      matchers.add(LabelMatcher.equal(Labels.ALERT_NAME, alert));
    }
    matchers.addAll(entries.matchers(fields.get("matchers")));
    StateSource source =
        choice(fields.get("source"), StateSource.CHANGES.wireName(), StateSource.ALERTS.wireName())
            ? StateSource.CHANGES
            : StateSource.ALERTS;
    boolean isFiring = !choice(fields.get("state"), RESOLVED, FIRING);
    if (source == StateSource.CHANGES && !alert.isEmpty()) {
      yaml.report(
          fields.get("alert").value(), "alert", "must not be set for a change: use matchers");
    } else if (source == StateSource.CHANGES && !isFiring) {
      yaml.report(fields.get("state").value(), "state", "must not be resolved for a change");
    } else if (alert.isEmpty() && yaml.items(fields.get("matchers")).isEmpty()) {
      yaml.report(node, "alert", "must be set, or matchers: a stage cannot be just anything");
    } else if (!matchers.isEmpty()) {
      return Optional.of(new ChainStage(source, matchers, isFiring));
    }
    return Optional.empty();
  }

  /** True if the field says {@code other}; false if it says {@code usual} or is not set. */
  private boolean choice(YamlField field, String other, String usual) {
    String text = yaml.text(field);
    if (!text.isEmpty() && !text.equals(other) && !text.equals(usual)) {
      yaml.report(
          field.value(),
          field.name(),
          "must be %s or %s, was \"%s\"".formatted(usual, other, text));
    }
    return text.equals(other);
  }

  private Optional<Absence> absence(YamlField field) {
    if (field == null || YamlReader.isNull(field.value())) {
      return Optional.empty();
    }
    Map<String, YamlField> fields = yaml.fields(field.value(), "notFollowedBy", ABSENCE_FIELDS);
    Optional<ChainStage> stage = stage(field.value(), fields);
    YamlField time = fields.get("for");
    Optional<Duration> given = yaml.duration(time);
    if (given.isEmpty() && yaml.text(time).isEmpty()) {
      yaml.report(EntryFields.place(field.value(), time), "for", "must be set: 1m, 5m, 15m or 60m");
    } else if (given.isPresent() && !Absence.TIMES.contains(given.get())) {
      yaml.report(
          time.value(),
          "for",
          "must be 1m, 5m, 15m or 60m, was %s".formatted(Durations.format(given.get())));
      return Optional.empty();
    }
    return stage.isEmpty() || given.isEmpty()
        ? Optional.empty()
        : Optional.of(new Absence(stage.get(), given.get()));
  }

  private Optional<Duration> within(Node node, YamlField field) {
    Optional<Duration> within = yaml.duration(field);
    if (yaml.text(field).isEmpty()) {
      yaml.report(
          EntryFields.place(node, field),
          "within",
          "must be set: how long the stages may take, as 15m");
    } else if (within.isPresent()
        && (within.get().isZero() || within.get().compareTo(ChainPattern.MAX_WITHIN) > 0)) {
      yaml.report(
          field.value(),
          "within",
          "must be above 0 and at most 24h, was %s".formatted(Durations.format(within.get())));
    }
    return within;
  }

  private Optional<Correlation> correlation(Node node, String kind, Map<String, YamlField> fields) {
    YamlField by = fields.get("by");
    YamlField without = fields.get("without");
    if (by != null && without != null) {
      yaml.report(without.key(), "without", "must not be set beside by: remove one");
      return Optional.empty();
    }
    if (by == null && without == null) {
      if (kind.equals(IncidentKind.ESCALATION.wireName())) {
        return Optional.of(Correlation.OF_ESCALATION);
      }
      yaml.report(
          node,
          "by",
          "must be set, or without: the labels that the stages agree on, as [service]; [] for"
              + " none");
      return Optional.empty();
    }
    YamlField given = by == null ? without : by;
    List<String> labels = entries.by(given);
    if (new HashSet<>(labels).size() < labels.size()) {
      yaml.report(given.value(), given.name(), "must name each label once");
      return Optional.empty();
    }
    return Optional.of(by == null ? Correlation.without(labels) : Correlation.by(labels));
  }

  private SortedMap<String, String> annotations(YamlField field) {
    SortedMap<String, String> annotations = new TreeMap<>();
    if (field == null || YamlReader.isNull(field.value())) {
      return annotations;
    }
    for (YamlField one : yaml.fields(field.value(), "annotations", List.of()).values()) {
      annotations.put(one.name(), yaml.text(one));
    }
    return annotations;
  }
}
