package io.barograph.core.route;

import io.barograph.core.incident.AlertPlaces;
import java.io.Serializable;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is said of routing beside an {@code alertmanager.yml}, which has no words for it.
 *
 * @param escalations in the order of the file, each of its own name
 * @param caps by receiver how much it is told at most; as much as there is, if it is not named
 * @param graphInhibitRules in the order of the file
 * @param places which labels say where an alert is
 */
public record RoutingExtensions(
    List<Escalation> escalations,
    Map<String, ReceiverCap> caps,
    List<GraphInhibitRule> graphInhibitRules,
    AlertPlaces places)
    implements Serializable {
  /** Nothing is said. */
  public static final RoutingExtensions NONE =
      new RoutingExtensions(List.of(), Map.of(), List.of(), AlertPlaces.DEFAULT);

  /** Escalations alone. */
  public static RoutingExtensions ofEscalations(List<Escalation> escalations) {
    return new RoutingExtensions(escalations, Map.of(), List.of(), AlertPlaces.DEFAULT);
  }

  /** The same of alerts that are elsewhere. */
  public RoutingExtensions withPlaces(AlertPlaces others) {
    return new RoutingExtensions(escalations, caps, graphInhibitRules, others);
  }

  /** True if it asks for the graphs of services. */
  public boolean needGraphs() {
    return !graphInhibitRules.isEmpty()
        || escalations.stream().anyMatch(one -> one.condition().asksForImpact());
  }

  /** Copies the lists, and checks that names are told apart. */
  public RoutingExtensions {
    escalations = List.copyOf(escalations);
    graphInhibitRules = List.copyOf(graphInhibitRules);
    caps = Collections.unmodifiableMap(new LinkedHashMap<>(caps));
    Set<String> names = new HashSet<>();
    for (Escalation one : escalations) {
      if (!names.add(one.name())) {
        throw new IllegalArgumentException(
            "escalation \"%s\" stands twice: give each its own name".formatted(one.name()));
      }
    }
  }
}
