package io.barograph.core.route;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is said of routing beside an {@code alertmanager.yml}, which has no words for it.
 *
 * @param escalations in the order of the file, each of its own name
 */
public record RoutingExtensions(List<Escalation> escalations) implements Serializable {
  /** Nothing is said. */
  public static final RoutingExtensions NONE = new RoutingExtensions(List.of());

  /** Copies the lists, and checks that names are told apart. */
  public RoutingExtensions {
    escalations = List.copyOf(escalations);
    Set<String> names = new HashSet<>();
    for (Escalation one : escalations) {
      if (!names.add(one.name())) {
        throw new IllegalArgumentException(
            "escalation \"%s\" stands twice: give each its own name".formatted(one.name()));
      }
    }
  }
}
