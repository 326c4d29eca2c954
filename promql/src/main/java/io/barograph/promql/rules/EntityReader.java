package io.barograph.promql.rules;

import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.EntityWatch;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code entities}: which are watched by all their metrics at once, and how. */
final class EntityReader {
  private static final List<String> FIELDS =
      List.of("name", "match", "by", "step", "detector", "calendar");

  private final YamlReader yaml;
  private final EntryFields entries;
  private final NamedEntries list;

  /**
   * A reader.
   *
   * @param entry takes what is being read, for messages
   */
  EntityReader(YamlReader yaml, Consumer<String> entry) {
    this.yaml = yaml;
    this.entries = new EntryFields(yaml);
    this.list = new NamedEntries(yaml, entry);
  }

  /** All entries; what is wrong is told, and left out. */
  List<EntityWatch> read(YamlField field) {
    return list.read(field, "entity", this::watch, EntityWatch::name);
  }

  private Optional<EntityWatch> watch(Node node) {
    Map<String, YamlField> fields = yaml.fields(node, "an entry of entities", FIELDS);
    if (!(node instanceof MappingNode)) {
      return Optional.empty();
    }
    Optional<String> name = entries.name(node, fields.get("name"), "name it, as servers");
    Optional<SeriesSelectors> series = new SelectorFields(yaml).read(node, fields.get("match"));
    List<String> by = entries.by(fields.get("by"));
    Optional<DetectorType> detector = detector(fields.get("detector"));
    Optional<String> calendar = entries.calendar(fields.get("calendar"));
    PolicyFields said = new PolicyFields(yaml, node, fields);
    if (name.isEmpty() || series.isEmpty() || detector.isEmpty() || calendar.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new EntityWatch(
              name.get(),
              series.get(),
              by,
              said.duration("step", EntityWatch.DEFAULT_STEP),
              detector.get(),
              calendar.get()));
    } catch (IllegalArgumentException invalid) {
      said.refuse(invalid);
      return Optional.empty();
    }
  }

  private Optional<DetectorType> detector(YamlField field) {
    String text = yaml.text(field);
    if (text.isEmpty()) {
      return Optional.of(DetectorType.ENSEMBLE);
    }
    Optional<DetectorType> type = DetectorType.ofWireName(text);
    if (type.isEmpty()) {
      yaml.report(
          field.value(),
          "detector",
          "must be one of %s, was \"%s\""
              .formatted(String.join(", ", EntityWatch.detectors()), text));
    }
    return type;
  }
}
