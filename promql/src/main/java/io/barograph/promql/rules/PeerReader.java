package io.barograph.promql.rules;

import io.barograph.core.detect.PeerWatch;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code peers}: which entities are compared with one another. */
final class PeerReader {
  private static final List<String> FIELDS = List.of("name", "match", "by", "span");

  private final YamlReader yaml;
  private final EntryFields entries;
  private final NamedEntries list;

  /**
   * A reader.
   *
   * @param entry takes what is being read, for messages
   */
  PeerReader(YamlReader yaml, Consumer<String> entry) {
    this.yaml = yaml;
    this.entries = new EntryFields(yaml);
    this.list = new NamedEntries(yaml, entry);
  }

  /** All entries; what is wrong is told, and left out. */
  List<PeerWatch> read(YamlField field) {
    return list.read(field, "peers", this::watch, PeerWatch::name);
  }

  private Optional<PeerWatch> watch(Node node) {
    Map<String, YamlField> fields = yaml.fields(node, "an entry of peers", FIELDS);
    if (!(node instanceof MappingNode)) {
      return Optional.empty();
    }
    Optional<String> name = entries.name(node, fields.get("name"), "name it, as hosts");
    Optional<SeriesSelectors> series = new SelectorFields(yaml).read(node, fields.get("match"));
    List<String> by = entries.by(fields.get("by"));
    PolicyFields said = new PolicyFields(yaml, node, fields);
    if (name.isEmpty() || series.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PeerWatch(
              name.get(), series.get(), by, said.duration("span", PeerWatch.DEFAULT_SPAN)));
    } catch (IllegalArgumentException invalid) {
      said.refuse(invalid);
      return Optional.empty();
    }
  }
}
