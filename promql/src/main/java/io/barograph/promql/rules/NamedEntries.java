package io.barograph.promql.rules;

import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads the entries of a list, each of which has a name of its own.
 *
 * @param entry takes what is being read, for messages
 */
record NamedEntries(YamlReader yaml, Consumer<String> entry) {
  /**
   * All entries; what is wrong is told, and left out.
   *
   * @param kind what messages call an entry, with its number
   * @param reader reads one; empty if it is unusable, which it has told
   */
  <T> List<T> read(
      YamlField field,
      String kind,
      Function<Node, Optional<T>> reader,
      Function<? super T, String> name) {
    List<T> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int number = 0;
    for (Node node : yaml.items(field)) {
      number++;
      entry.accept(kind + " " + number);
      Optional<T> read = reader.apply(node);
      if (read.isPresent() && !names.add(name.apply(read.get()))) {
        yaml.report(node, "name", "stands twice: give each entry its own");
      }
      read.ifPresent(entries::add);
    }
    entry.accept("");
    return entries;
  }
}
