package io.barograph.core.notify;

import io.barograph.core.incident.Topology;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.AlertmanagerText;
import io.barograph.core.route.GraphInhibition;
import io.barograph.core.route.Inhibition;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import java.util.Optional;

/**
 * What mutes alerts since others fire: by their labels, and along the graph of services. Not
 * thread-safe.
 */
final class Inhibitions {
  private final Inhibition byLabels;
  private final GraphInhibition byGraph;

  /** Nothing fires, and no graph is known. */
  Inhibitions(RoutingConfig config, RoutingExtensions extensions) {
    this.byLabels = new Inhibition(config.inhibitRules());
    this.byGraph = new GraphInhibition(extensions.graphInhibitRules(), extensions.places());
  }

  void add(Labels alert) {
    byLabels.add(alert);
    byGraph.add(alert);
  }

  void remove(Labels alert) {
    byLabels.remove(alert);
    byGraph.remove(alert);
  }

  /** The services of an environment are as a graph says. */
  void follow(Topology topology) {
    byGraph.follow(topology.environment(), topology.graph());
  }

  /** What mutes an alert; empty if nothing does. */
  Optional<Mute> of(Labels alert) {
    return byLabels
        .cause(alert)
        .map(cause -> AlertmanagerText.labels(cause.source()))
        .or(() -> byGraph.cause(alert).map(Inhibitions::text))
        .map(by -> new Mute(Mute.Kind.INHIBITED, by));
  }

  private static String text(GraphInhibition.Cause cause) {
    return AlertmanagerText.labels(cause.source())
        + " along "
        + String.join(" \u2192 ", cause.path());
  }
}
