package io.barograph.core.route;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an {@code alertmanager.yml} says.
 *
 * @param root the tree of routes
 * @param receivers by name, in the order of the file
 * @param inhibitRules in the order of the file
 * @param timeIntervals that routes name
 * @param templates patterns of the names of template files
 * @param global the settings of {@code global} by name, as YAML gives them, and Alertmanager's
 *     defaults of what is not set
 */
public record RoutingConfig(
    Route root,
    Map<String, ReceiverConfig> receivers,
    List<InhibitRule> inhibitRules,
    TimeIntervals timeIntervals,
    List<String> templates,
    Map<String, Object> global)
    implements Serializable {
  /** Copies the maps, and keeps their order; checks that every route has its receiver. */
  public RoutingConfig {
    receivers = Collections.unmodifiableMap(new LinkedHashMap<>(receivers));
    inhibitRules = List.copyOf(inhibitRules);
    templates = List.copyOf(templates);
    global = Collections.unmodifiableMap(new LinkedHashMap<>(global));
    checkReceivers(root, receivers);
  }

  /** One receiver, of whom everything is told by Alertmanager's default timing and grouping. */
  public static RoutingConfig everythingTo(ReceiverConfig receiver) {
    return new RoutingConfig(
        new RouteBuilder().receiver(receiver.name()).build(),
        Map.of(receiver.name(), receiver),
        List.of(),
        TimeIntervals.NONE,
        List.of(),
        Map.of());
  }

  /**
   * True if a receiver is told when alerts end. One that is no more is told too: whoever delivers
   * finds another.
   */
  public boolean tellsResolved(String receiver) {
    ReceiverConfig known = receivers.get(receiver);
    return known == null
        || known.integrations().isEmpty()
        || known.integrations().stream().anyMatch(IntegrationConfig::sendResolved);
  }

  /** Settings can hold secrets: only names are told. */
  @Override
  public String toString() {
    return "routing to " + receivers.keySet();
  }

  private static void checkReceivers(Route route, Map<String, ReceiverConfig> receivers) {
    if (!receivers.containsKey(route.receiver())) {
      throw new IllegalArgumentException(
          "receiver \"%s\" of route %s is not defined".formatted(route.receiver(), route.key()));
    }
    route.routes().forEach(child -> checkReceivers(child, receivers));
  }
}
