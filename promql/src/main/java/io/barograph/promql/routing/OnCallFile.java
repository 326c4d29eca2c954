package io.barograph.promql.routing;

import io.barograph.core.route.OnCallPlan;
import io.barograph.core.route.OnCallRota;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file of on-call rotas and collects everything that is wrong with it. */
public final class OnCallFile {
  private static final List<String> FIELDS = List.of("people", "rotas");

  private final String file;
  private final List<RoutingFileError> errors = new ArrayList<>();
  private final YamlReader yaml = new YamlReader(this::report);

  /** The rota that is being read, or the empty text. */
  private String entry = "";

  private OnCallFile(String file) {
    this.file = file;
  }

  /**
   * Reads the text of a file.
   *
   * @param name what the file is called in messages
   * @throws RoutingFileException if something is wrong with it
   */
  public static OnCallPlan parse(String name, String text) throws RoutingFileException {
    return new OnCallFile(name).plan(text);
  }

  private OnCallPlan plan(String text) throws RoutingFileException {
    Optional<Node> root = yaml.root(file, text);
    if (root.isEmpty() && errors.isEmpty()) {
      report(1, 1, "rotas", "must be set: a file without rotas says nothing");
    }
    OnCallPlan plan = root.map(this::plan).orElse(new OnCallPlan(Map.of(), Map.of()));
    if (!errors.isEmpty()) {
      throw new RoutingFileException(errors);
    }
    return plan;
  }

  private OnCallPlan plan(Node root) {
    Map<String, YamlField> fields = yaml.fields(root, "the file", FIELDS);
    Map<String, Map<String, String>> contacts = contacts(fields.get("people"));
    Map<String, OnCallRota> rotas = new LinkedHashMap<>();
    RotaReader reader = new RotaReader(yaml, what -> entry = what, contacts.keySet());
    for (Node node : yaml.items(fields.get("rotas"))) {
      OnCallRota rota = reader.read(node);
      if (rotas.put(rota.name(), rota) != null) {
        yaml.report(node, "name", "stands twice: give each rota its own");
      }
      entry = "";
    }
    if (rotas.isEmpty()) {
      yaml.report(root, "rotas", "must be set: a file without rotas says nothing");
    }
    return new OnCallPlan(contacts, rotas);
  }

  private Map<String, Map<String, String>> contacts(YamlField field) {
    Map<String, Map<String, String>> contacts = new LinkedHashMap<>();
    if (field == null || YamlReader.isNull(field.value())) {
      return contacts;
    }
    for (YamlField person : yaml.fields(field.value(), "people", List.of()).values()) {
      Map<String, String> ways = new LinkedHashMap<>();
      if (!YamlReader.isNull(person.value())) {
        yaml.fields(person.value(), person.name(), List.of())
            .values()
            .forEach(way -> ways.put(way.name(), yaml.text(way)));
      }
      contacts.put(person.name(), ways);
    }
    return contacts;
  }

  private void report(int line, int column, String field, String message) {
    errors.add(new RoutingFileError(file, line, column, entry, field, message));
  }
}
