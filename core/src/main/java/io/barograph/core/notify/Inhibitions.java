package io.barograph.core.notify;

import io.barograph.core.incident.Topology;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.AlertmanagerText;
import io.barograph.core.route.GraphInhibition;
import io.barograph.core.route.Inhibition;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import java.io.DataInput;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What mutes alerts since others fire: by their labels, and along the graph of services. Not
 * thread-safe.
 */
final class Inhibitions {
  private final byte partKind;
  private final Inhibition byLabels;
  private final GraphInhibition byGraph;

  /** The graphs by environment. */
  private final TreeMap<String, Topology> graphs = new TreeMap<>();

  private final SortedSet<String> changed = new TreeSet<>();

  /**
   * Nothing fires, and no graph is known.
   *
   * @param partKind what the part of each graph begins with
   */
  Inhibitions(RoutingConfig config, RoutingExtensions extensions, byte partKind) {
    this.partKind = partKind;
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

  /** Takes the graph of an environment; one that is older than the one known says nothing. */
  void take(Topology topology) {
    Topology known = graphs.get(topology.environment());
    if (known == null || topology.time() >= known.time()) {
      graphs.put(topology.environment(), topology);
      byGraph.follow(topology.environment(), topology.graph());
      changed.add(topology.environment());
    }
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

  /** Writes the graphs that changed since they were written last. */
  void writeChanges(Parts parts) throws IOException {
    for (String environment : changed) {
      long name = Labels.of("environment", environment).fingerprint();
      parts.keep(
          "graph-" + Fingerprint.toHex(name),
          out -> {
            out.writeByte(partKind);
            graphs.get(environment).write(out);
          });
    }
    changed.clear();
  }

  /** Reads a part behind its kind. */
  void readPart(DataInput in) throws IOException {
    take(Topology.read(in));
    changed.clear();
  }
}
