package io.barograph.core.notify;

import io.barograph.core.incident.AlertPlaces;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** On which services some alerts are, and how much these matter. Not thread-safe. */
final class AffectedServices {
  private final AlertPlaces places;
  private final ServiceGraphs graphs;

  /** How many alerts are on each service, as receivers are told of it. */
  private final Map<String, Integer> told = new HashMap<>();

  /** By environment, how many alerts are on each service as graphs name it. */
  private final Map<String, SortedMap<String, Integer>> placed = new HashMap<>();

  /** What was found of environments, as long as it holds. */
  private final Map<String, Double> impacts = new HashMap<>();

  /**
   * There are no alerts.
   *
   * @param places which labels say where an alert is
   * @param graphs say how much services matter
   */
  AffectedServices(AlertPlaces places, ServiceGraphs graphs) {
    this.places = places;
    this.graphs = graphs;
  }

  void add(NotifiedAlert alert) {
    count(alert, 1);
  }

  /** Takes away an alert that was added. */
  void remove(NotifiedAlert alert) {
    count(alert, -1);
  }

  private void count(NotifiedAlert alert, int change) {
    change(told, alert.service(), change);
    String environment = environmentOf(alert);
    SortedMap<String, Integer> services =
        placed.computeIfAbsent(environment, any -> new TreeMap<>());
    int before = services.size();
    change(services, places.serviceOf(alert.labels()), change);
    if (services.size() != before) {
      impacts.remove(environment);
    }
    if (services.isEmpty()) {
      placed.remove(environment);
    }
  }

  private static void change(Map<String, Integer> counts, String service, int change) {
    counts.merge(service, change, Integer::sum);
    counts.remove(service, 0);
  }

  /** The environment of an alert; empty if it names none. */
  String environmentOf(NotifiedAlert alert) {
    return places.environmentOf(alert.labels());
  }

  /** On how many services there are alerts; those without a service count as one. */
  int size() {
    return told.size();
  }

  /**
   * How much the services with alerts matter among all of their environment, in [0, 1]; 0 if no
   * graph of it is known.
   */
  double impactIn(String environment) {
    return impacts.computeIfAbsent(
        environment,
        any -> graphs.of(environment).shareOf(placed.getOrDefault(any, new TreeMap<>()).keySet()));
  }

  /** Another graph of an environment holds. */
  void graphChanged(String environment) {
    impacts.remove(environment);
  }
}
