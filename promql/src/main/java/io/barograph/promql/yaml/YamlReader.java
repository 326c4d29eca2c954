package io.barograph.promql.yaml;

import io.barograph.promql.parse.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the nodes of one YAML file and tells everything that is wrong with them. */
public final class YamlReader {
  /** What takes over the fields of another mapping that are not set beside it. */
  private static final String MERGE_KEY = "<<";

  private static final int MAX_MERGES = 8;

  private final Problems problems;

  /** How many mappings that are merged into another are being read. */
  private int mergeDepth;

  /** Takes what is wrong with a file. */
  public interface Problems {
    /**
     * Something is wrong.
     *
     * @param line counted from 1
     * @param column counted from 1
     * @param field the field it is about, or the empty text
     */
    void report(int line, int column, String field, String message);
  }

  /** A reader that tells {@code problems} what is wrong. */
  public YamlReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * The root of the first document of {@code text}; absent if there is none or it is no YAML.
   *
   * @param name what the file is called in messages
   */
  public Optional<Node> root(String name, String text) {
    try {
      return YamlText.compose(name, text).filter(root -> !isNull(root));
    } catch (YamlText.InvalidYamlException invalid) {
      problems.report(invalid.line(), invalid.column(), "", invalid.getMessage());
      return Optional.empty();
    }
  }

  /** The fields of a mapping; any key is known where {@code known} is empty. */
  public Map<String, YamlField> fields(Node node, String what, List<String> known) {
    return fields(node, what, known, List.of());
  }

  /**
   * The fields of a mapping.
   *
   * @param known any key is known where it is empty
   * @param later keys that a later version will know
   */
  public Map<String, YamlField> fields(
      Node node, String what, List<String> known, List<String> later) {
    Map<String, YamlField> fields = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      report(node, "", what + " must be a mapping of fields to values");
      return fields;
    }
    List<Node> merged = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (name.equals(MERGE_KEY)) {
        Node value = tuple.getValueNode();
        merged.addAll(value instanceof SequenceNode list ? list.getValue() : List.of(value));
      } else if (later.contains(name)) {
        report(key, name, "is not supported yet: leave it out");
      } else if (!known.isEmpty() && !known.contains(name)) {
        report(
            key,
            name,
            "is unknown in %s: remove it, or use one of %s"
                .formatted(what, String.join(", ", known)));
      } else if (fields.put(name, new YamlField(name, key, tuple.getValueNode())) != null) {
        report(key, name, "stands twice: remove one");
      }
    }
    for (Node other : merged) {
      if (mergeDepth == MAX_MERGES) {
        report(other, MERGE_KEY, "must nest at most %d levels deep".formatted(MAX_MERGES));
      } else {
        mergeDepth++;
        fields(other, what, known, later).forEach(fields::putIfAbsent);
        mergeDepth--;
      }
    }
    return fields;
  }

  /** The items of a list; none where the field is not set. */
  public List<Node> items(YamlField field) {
    if (field == null || isNull(field.value())) {
      return List.of();
    }
    if (field.value() instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    report(field.value(), field.name(), "must be a list");
    return List.of();
  }

  /** The text of a field, empty where it is not set. */
  public String text(YamlField field) {
    if (field == null || isNull(field.value())) {
      return "";
    }
    if (field.value() instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    report(field.value(), field.name(), "must be a text, not a list or mapping");
    return "";
  }

  /** A duration; absent where the field is not set or is none. */
  public Optional<Duration> duration(YamlField field) {
    String text = text(field);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Durations.parse(text));
    } catch (IllegalArgumentException invalid) {
      report(
          field.value(), field.name(), invalid.getMessage() + ": write it like 90s, 5m or 1h30m");
      return Optional.empty();
    }
  }

  /** A truth value; absent where the field is not set or is none. */
  public Optional<Boolean> flag(YamlField field) {
    String text = text(field);
    if (text.equals("true") || text.equals("false")) {
      return Optional.of(text.equals("true"));
    } else if (!text.isEmpty()) {
      report(field.value(), field.name(), "must be true or false, was \"%s\"".formatted(text));
    }
    return Optional.empty();
  }

  /** Tells a problem at the beginning of {@code node}. */
  public void report(Node node, String field, String message) {
    problems.report(line(node), column(node), field, message);
  }

  /** The line in which a node begins, counted from 1. */
  public static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  /** The column at which a node begins, counted from 1. */
  public static int column(Node node) {
    return node.getStartMark().map(Mark::getColumn).orElse(0) + 1;
  }

  /** True if nothing is written. */
  public static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }
}
