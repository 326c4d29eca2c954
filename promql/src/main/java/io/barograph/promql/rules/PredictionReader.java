package io.barograph.promql.rules;

import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.FailureWatch.Model;
import io.barograph.core.detect.FailureWatch.Span;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code predictions}: the failures of which units are predicted, and by what. */
final class PredictionReader {
  private static final List<String> FIELDS =
      List.of("name", "match", "by", "failed", "step", "horizon", "lead", "model", "shadow");

  private final YamlReader yaml;
  private final EntryFields entries;
  private final NamedEntries list;

  /**
   * A reader.
   *
   * @param entry takes what is being read, for messages
   */
  PredictionReader(YamlReader yaml, Consumer<String> entry) {
    this.yaml = yaml;
    this.entries = new EntryFields(yaml);
    this.list = new NamedEntries(yaml, entry);
  }

  /** All entries; what is wrong is told, and left out. */
  List<FailureWatch> read(YamlField field) {
    return list.read(field, "prediction", this::watch, FailureWatch::name);
  }

  private Optional<FailureWatch> watch(Node node) {
    Map<String, YamlField> fields = yaml.fields(node, "a prediction", FIELDS);
    if (!(node instanceof MappingNode)) {
      return Optional.empty();
    }
    Optional<String> name = entries.name(node, fields.get("name"), "name it, as disks");
    SelectorFields selectors = new SelectorFields(yaml);
    Optional<SeriesSelectors> series = selectors.read(node, fields.get("match"));
    SeriesSelectors failures =
        fields.containsKey("failed")
            ? selectors.read(node, fields.get("failed")).orElse(new SeriesSelectors(List.of()))
            : new SeriesSelectors(List.of());
    List<String> by = entries.by(fields.get("by"));
    PolicyFields said = new PolicyFields(yaml, node, fields);
    if (name.isEmpty() || series.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new FailureWatch(name.get(), series.get(), by, failures, span(said), model(fields)));
    } catch (IllegalArgumentException invalid) {
      said.refuse(invalid);
      return Optional.empty();
    }
  }

  private static Span span(PolicyFields said) {
    Duration horizon = said.duration("horizon", Span.DEFAULT.horizon());
    return new Span(
        said.duration("step", horizon.dividedBy(Span.STEPS)),
        horizon,
        Duration.ofMillis(said.millis("lead", horizon.dividedBy(Span.LEAD_PART).toMillis())));
  }

  private Model model(Map<String, YamlField> fields) {
    String name = checked(fields.get("model"), EntryFields.NAME, "of letters, digits, _, . and -");
    String shadow = checked(fields.get("shadow"), "[1-9][0-9]{0,8}", "a version, as 3");
    return new Model(name, shadow.isEmpty() ? 0 : Integer.parseInt(shadow));
  }

  /** The text of a field; empty if there is none, or it is told that it is wrong. */
  private String checked(YamlField field, String pattern, String what) {
    String text = yaml.text(field);
    if (text.isEmpty() || text.matches(pattern)) {
      return text;
    }
    yaml.report(field.value(), field.name(), "must be %s, was \"%s\"".formatted(what, text));
    return "";
  }
}
