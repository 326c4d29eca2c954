package io.barograph.promql.rules;

import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.MetricType;
import io.barograph.core.detect.ModelUse;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.detect.SeriesTraits;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code detectors}: which series are watched, and how. */
final class DetectorReader {
  private static final List<String> FIELDS =
      List.of("name", "match", "type", "detector", "models", "bounds", "calendar");
  private static final List<String> BOUNDS_FIELDS = List.of("lookBack", "margin");

  private final YamlReader yaml;
  private final EntryFields entries;
  private final NamedEntries list;

  /**
   * A reader.
   *
   * @param entry takes what is being read, for messages
   */
  DetectorReader(YamlReader yaml, Consumer<String> entry) {
    this.yaml = yaml;
    this.entries = new EntryFields(yaml);
    this.list = new NamedEntries(yaml, entry);
  }

  /** All entries; what is wrong is told, and left out. */
  List<SeriesWatch> read(YamlField field) {
    return list.read(field, "detector", this::watch, SeriesWatch::name);
  }

  private Optional<SeriesWatch> watch(Node node) {
    Map<String, YamlField> fields = yaml.fields(node, "a detector", FIELDS);
    if (!(node instanceof MappingNode)) {
      return Optional.empty();
    }
    Optional<String> name = entries.name(node, fields.get("name"), "name it, as host-load");
    Optional<SeriesSelectors> series = new SelectorFields(yaml).read(node, fields.get("match"));
    Optional<DetectorType> detector = detector(fields.get("detector"));
    Optional<ModelUse> models = models(fields.get("models"), detector);
    Bounds bounds =
        new PolicyFields(yaml, node, fields)
            .mapping("bounds", BOUNDS_FIELDS, DetectorReader::bounds)
            .orElse(Bounds.DEFAULT);
    Optional<SeriesTraits> traits = traits(fields);
    return name.isEmpty()
            || series.isEmpty()
            || detector.isEmpty()
            || models.isEmpty()
            || traits.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SeriesWatch(
                name.get(), series.get(), detector.get(), models.get(), bounds, traits.get()));
  }

  private static Bounds bounds(PolicyFields fields) {
    return new Bounds(
        fields.duration("lookBack", Bounds.DEFAULT.lookBack()),
        fields.number("margin", Bounds.DEFAULT.margin()));
  }

  private Optional<ModelUse> models(YamlField field, Optional<DetectorType> detector) {
    String text = yaml.text(field);
    if (text.isEmpty()) {
      return Optional.of(ModelUse.ALWAYS);
    }
    Optional<ModelUse> use = ModelUse.ofWireName(text);
    if (use.isEmpty()) {
      yaml.report(
          field.value(),
          "models",
          "must be one of %s, was \"%s\"".formatted(String.join(", ", ModelUse.wireNames()), text));
    } else if (detector.isPresent() && !detector.get().isHeavy()) {
      yaml.report(
          field.value(),
          "models",
          "is for heavy detectors, every series has %s: leave it out"
              .formatted(detector.get().wireName()));
    }
    return use;
  }

  private Optional<SeriesTraits> traits(Map<String, YamlField> fields) {
    Optional<MetricType> type = type(fields.get("type"));
    return entries
        .calendar(fields.get("calendar"))
        .flatMap(calendar -> type.map(known -> new SeriesTraits(known, calendar)));
  }

  private Optional<MetricType> type(YamlField field) {
    String text = yaml.text(field);
    if (text.isEmpty()) {
      return Optional.of(MetricType.AUTO);
    }
    Optional<MetricType> type = MetricType.ofWireName(text);
    if (type.isEmpty()) {
      yaml.report(
          field.value(),
          "type",
          "must be one of %s, was \"%s\""
              .formatted(String.join(", ", MetricType.wireNames()), text));
    }
    return type;
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
              .formatted(String.join(", ", DetectorType.wireNames()), text));
    }
    return type;
  }
}
