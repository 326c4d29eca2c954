package io.barograph.promql.rules;

import io.barograph.core.incident.IncidentKind;
import io.barograph.core.incident.Recommendation;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code recommendations}: what to do about incidents. */
final class RecommendationReader {
  private static final List<String> FIELDS = List.of("kind", "alert", "text", "text_zh");
  private static final List<String> KINDS =
      Arrays.stream(IncidentKind.values()).map(IncidentKind::wireName).toList();

  private final YamlReader yaml;
  private final Consumer<String> entry;

  /**
   * A reader.
   *
   * @param entry is told what is being read, and the empty text behind it
   */
  RecommendationReader(YamlReader yaml, Consumer<String> entry) {
    this.yaml = yaml;
    this.entry = entry;
  }

  /** Those that nothing is wrong with; the faults of the others are told. */
  List<Recommendation> read(YamlField field) {
    List<Recommendation> all = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    int number = 0;
    for (Node node : yaml.items(field)) {
      number++;
      entry.accept("recommendation " + number);
      Map<String, YamlField> fields = yaml.fields(node, "a recommendation", FIELDS);
      if (node instanceof MappingNode) {
        read(node, fields, seen, all);
      }
    }
    entry.accept("");
    return all;
  }

  private void read(
      Node node, Map<String, YamlField> fields, Set<List<String>> seen, List<Recommendation> all) {
    String kind = yaml.text(fields.get("kind"));
    String alert = yaml.text(fields.get("alert"));
    String text = yaml.text(fields.get("text"));
    boolean isKnown = kind.isEmpty() || KINDS.contains(kind);
    if (!isKnown) {
      yaml.report(
          fields.get("kind").value(),
          "kind",
          "must be a kind of incident, one of %s, was \"%s\""
              .formatted(String.join(", ", KINDS), kind));
    } else if (kind.isEmpty() && alert.isEmpty()) {
      yaml.report(node, "alert", "must be set, or kind: what the recommendation is about");
    } else if (!seen.add(List.of(kind, alert))) {
      yaml.report(node, "alert", "stands twice with this kind: keep one of both");
    }
    if (text.isBlank()) {
      yaml.report(
          EntryFields.place(node, fields.get("text")), "text", "must be set: what is to be done");
    } else if (isKnown && !(kind.isEmpty() && alert.isEmpty())) {
      IncidentKind of = kind.isEmpty() ? null : IncidentKind.ofWireName(kind);
      all.add(new Recommendation(of, alert, text, yaml.text(fields.get("text_zh"))));
    }
  }
}
