package io.barograph.core.route;

import io.barograph.core.incident.AlertPlaces;
import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which of the alerts that fire mutes another, since what the other's service needs is at fault.
 *
 * <p>An alert is where its service is, if the graph of its environment knows it, or else on its
 * host. Alerts of one place do not mute each other, and neither do services that call each other,
 * be it by way of others: of what is muted, something on which it rests is always told. Where no
 * graph is known nothing is muted. The answer does not depend on the order in which alerts and
 * graphs came. Not thread-safe.
 */
public final class GraphInhibition {
  private final AlertPlaces places;
  private final List<RuleSources> rules = new ArrayList<>();
  private final int maxHops;

  /** What is known, by environment. */
  private final Map<String, ServiceNeeds> needs = new HashMap<>();

  /**
   * Why an alert is muted.
   *
   * @param rule by which it is
   * @param source the alert that fires
   * @param path from the alert's service to where the source is
   */
  public record Cause(GraphInhibitRule rule, Labels source, List<String> path) {}

  private record Place(String environment, String name, boolean isHost) {}

  /**
   * Nothing fires yet, and no graph is known.
   *
   * @param places which labels say where an alert is
   */
  public GraphInhibition(List<GraphInhibitRule> rules, AlertPlaces places) {
    this.places = places;
    this.maxHops = rules.stream().mapToInt(GraphInhibitRule::maxHops).max().orElse(1);
    rules.forEach(rule -> this.rules.add(new RuleSources(rule)));
  }

  /** The services of an environment are as a graph says. */
  public void follow(String environment, ServiceGraph graph) {
    needs.put(environment, new ServiceNeeds(graph, maxHops));
  }

  /** An alert fires; nothing changes if it was firing. */
  public void add(Labels alert) {
    for (RuleSources rule : rules) {
      if (rule.rule.isSource(alert)) {
        placesOf(alert)
            .forEach(
                place -> rule.sources.computeIfAbsent(place, any -> new TreeSet<>()).add(alert));
      }
    }
  }

  /** An alert fires no longer; nothing changes if it was not firing. */
  public void remove(Labels alert) {
    for (RuleSources rule : rules) {
      if (rule.rule.isSource(alert)) {
        placesOf(alert).forEach(place -> rule.remove(place, alert));
      }
    }
  }

  /** Where it may be: which of them depends on what the graph knows. */
  private List<Place> placesOf(Labels alert) {
    List<Place> some = new ArrayList<>();
    String environment = places.environmentOf(alert);
    if (!places.serviceOf(alert).isEmpty()) {
      some.add(new Place(environment, places.serviceOf(alert), false));
    }
    if (!places.hostOf(alert).isEmpty()) {
      some.add(new Place(environment, places.hostOf(alert), true));
    }
    return some;
  }

  /** Why an alert is muted: the first rule by which it is, and of its sources the nearest. */
  public Optional<Cause> cause(Labels alert) {
    ServiceNeeds graph = needs.get(places.environmentOf(alert));
    String service = places.serviceOf(alert);
    if (graph == null || !graph.knows(service)) {
      return Optional.empty();
    }
    for (RuleSources rule : rules) {
      if (rule.rule.isTarget(alert)) {
        for (ServiceNeeds.Way way : graph.waysFrom(service)) {
          Optional<Labels> source = source(rule, alert, way, graph);
          if (source.isPresent()) {
            return Optional.of(new Cause(rule.rule, source.get(), way.path()));
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Labels> source(
      RuleSources rule, Labels alert, ServiceNeeds.Way way, ServiceNeeds graph) {
    boolean isCircle = !way.isToHost() && graph.calls(way.end(), way.path().get(0));
    if (way.hops() > rule.rule.maxHops() || isCircle) {
      return Optional.empty();
    }
    Place place = new Place(places.environmentOf(alert), way.end(), way.isToHost());
    return rule.sources.getOrDefault(place, new TreeSet<>()).stream()
        .filter(one -> !way.isToHost() || !graph.knows(places.serviceOf(one)))
        .findFirst();
  }

  /** The sources of one rule by their places. */
  private static final class RuleSources {
    private final GraphInhibitRule rule;
    private final Map<Place, NavigableSet<Labels>> sources = new HashMap<>();

    RuleSources(GraphInhibitRule rule) {
      this.rule = rule;
    }

    void remove(Place place, Labels alert) {
      sources.computeIfPresent(
          place,
          (any, some) -> {
            some.remove(alert);
            return some.isEmpty() ? null : some;
          });
    }
  }
}
