package io.barograph.promql.routing;

import io.barograph.core.incident.AlertPlaces;
import io.barograph.core.route.Escalation;
import io.barograph.core.route.GraphInhibitRule;
import io.barograph.core.route.ReceiverCap;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a file of what an {@code alertmanager.yml} has no words for, and collects everything that
 * is wrong with it.
 */
public final class RoutingExtensionsFile {
  private static final List<String> FIELDS = List.of("escalations", "caps", "graph_inhibit_rules");

  private final String file;
  private final Set<String> receivers;
  private final List<RoutingFileError> errors = new ArrayList<>();
  private final YamlReader yaml = new YamlReader(this::report);

  /** What is being read, or the empty text. */
  private String entry = "";

  private RoutingExtensionsFile(String file, Set<String> receivers) {
    this.file = file;
    this.receivers = receivers;
  }

  /**
   * Reads the text of a file.
   *
   * @param name what the file is called in messages
   * @param routing whose receivers it may name
   * @throws RoutingFileException if something is wrong with it
   */
  public static RoutingExtensions parse(String name, String text, RoutingConfig routing)
      throws RoutingFileException {
    return new RoutingExtensionsFile(name, routing.receivers().keySet()).read(text);
  }

  private RoutingExtensions read(String text) throws RoutingFileException {
    Optional<Node> root = yaml.root(file, text);
    RoutingExtensions extensions = root.map(this::extensions).orElse(RoutingExtensions.NONE);
    if (!errors.isEmpty()) {
      throw new RoutingFileException(errors);
    }
    return extensions;
  }

  private RoutingExtensions extensions(Node root) {
    Map<String, YamlField> fields = yaml.fields(root, "the file", FIELDS);
    List<Escalation> escalations =
        new EscalationReader(yaml, what -> entry = what, receivers).read(fields.get("escalations"));
    Map<String, ReceiverCap> caps =
        new CapReader(yaml, what -> entry = what, receivers).read(fields.get("caps"));
    List<GraphInhibitRule> rules =
        new GraphInhibitRuleReader(yaml, what -> entry = what)
            .read(fields.get("graph_inhibit_rules"));
    return new RoutingExtensions(escalations, caps, rules, AlertPlaces.DEFAULT);
  }

  private void report(int line, int column, String field, String message) {
    errors.add(new RoutingFileError(file, line, column, entry, field, message));
  }
}
