package io.barograph.promql.rules;

import io.barograph.core.detect.ForecastWatch;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code forecasts}: which series are forecast, and how far. */
final class ForecastReader {
  private static final List<String> FIELDS =
      List.of("name", "match", "step", "horizon", "above", "below");

  private final YamlReader yaml;
  private final EntryFields entries;
  private final NamedEntries list;

  /**
   * A reader.
   *
   * @param entry takes what is being read, for messages
   */
  ForecastReader(YamlReader yaml, Consumer<String> entry) {
    this.yaml = yaml;
    this.entries = new EntryFields(yaml);
    this.list = new NamedEntries(yaml, entry);
  }

  /** All entries; what is wrong is told, and left out. */
  List<ForecastWatch> read(YamlField field) {
    return list.read(field, "forecast", this::watch, ForecastWatch::name);
  }

  private Optional<ForecastWatch> watch(Node node) {
    Map<String, YamlField> fields = yaml.fields(node, "a forecast", FIELDS);
    if (!(node instanceof MappingNode)) {
      return Optional.empty();
    }
    Optional<String> name = entries.name(node, fields.get("name"), "name it, as disk-full");
    Optional<SeriesSelectors> series = new SelectorFields(yaml).read(node, fields.get("match"));
    PolicyFields said = new PolicyFields(yaml, node, fields);
    if (name.isEmpty() || series.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ForecastWatch(
              name.get(),
              series.get(),
              said.duration("step", ForecastWatch.DEFAULT_STEP),
              said.duration("horizon", ForecastWatch.DEFAULT_HORIZON),
              limit(node, fields, said).orElse(null)));
    } catch (IllegalArgumentException invalid) {
      said.refuse(invalid);
      return Optional.empty();
    }
  }

  private Optional<ForecastWatch.Limit> limit(
      Node node, Map<String, YamlField> fields, PolicyFields said) {
    boolean hasAbove = !yaml.text(fields.get("above")).isEmpty();
    boolean hasBelow = !yaml.text(fields.get("below")).isEmpty();
    if (hasAbove && hasBelow) {
      yaml.report(node, "below", "must not be set beside above: a series has one limit");
    }
    if (!hasAbove && !hasBelow) {
      return Optional.empty();
    }
    double value = said.number(hasAbove ? "above" : "below", 0);
    return Optional.of(new ForecastWatch.Limit(value, hasAbove));
  }
}
