package io.barograph.core.route;

import io.barograph.core.incident.ServiceGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each service of one graph needs: what it calls, and where it runs. What was found is
 * remembered: a graph changes seldom. Not thread-safe.
 */
final class ServiceNeeds {
  private final ServiceGraph graph;
  private final int maxHops;
  private final Map<String, List<Way>> ways = new HashMap<>();
  private final Map<String, Set<String>> below = new HashMap<>();

  /**
   * A way from a service to what it needs.
   *
   * @param path the service, what it calls, and so on; the last may be a host
   * @param isToHost whether it is
   */
  record Way(List<String> path, boolean isToHost) {
    String end() {
      return path.get(path.size() - 1);
    }

    int hops() {
      return path.size() - 1;
    }

    private Way on(String next, boolean isHost) {
      List<String> longer = new ArrayList<>(path);
      longer.add(next);
      return new Way(longer, isHost);
    }
  }

  /**
   * Nothing was asked yet.
   *
   * @param maxHops how long ways are at most
   */
  ServiceNeeds(ServiceGraph graph, int maxHops) {
    this.graph = graph;
    this.maxHops = maxHops;
  }

  /** True if the graph knows a service. */
  boolean knows(String service) {
    return graph.places(service);
  }

  /** A shortest way to each service and host that a service needs, the nearest first. */
  List<Way> waysFrom(String service) {
    return ways.computeIfAbsent(service, this::search);
  }

  private List<Way> search(String service) {
    List<Way> found = new ArrayList<>();
    Set<String> services = new HashSet<>(Set.of(service));
    Set<String> hosts = new HashSet<>();
    ArrayDeque<Way> open = new ArrayDeque<>(List.of(new Way(List.of(service), false)));
    while (!open.isEmpty()) {
      Way way = open.removeFirst();
      if (way.hops() > 0) {
        found.add(way);
      }
      if (way.isToHost() || way.hops() == maxHops) {
        continue;
      }
      for (String callee : graph.callees(way.end())) {
        if (services.add(callee)) {
          open.addLast(way.on(callee, false));
        }
      }
      String host = graph.hostOf(way.end());
      if (!host.isEmpty() && hosts.add(host)) {
        open.addLast(way.on(host, true));
      }
    }
    return found;
  }

  /** True if a service calls another, be it by way of others, however many. */
  boolean calls(String service, String other) {
    return below.computeIfAbsent(service, this::allBelow).contains(other);
  }

  private Set<String> allBelow(String service) {
    Set<String> all = new HashSet<>();
    ArrayDeque<String> open = new ArrayDeque<>(graph.callees(service));
    while (!open.isEmpty()) {
      String next = open.removeFirst();
      if (all.add(next)) {
        open.addAll(graph.callees(next));
      }
    }
    return all;
  }
}
