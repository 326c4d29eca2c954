package io.barograph.core.notify;

import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.incident.Topology;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import java.io.DataInput;
import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The graphs of services that hold now, by environment. Not thread-safe. */
final class ServiceGraphs {
  private final byte partKind;
  private final TreeMap<String, Topology> graphs = new TreeMap<>();
  private final SortedSet<String> changed = new TreeSet<>();

  /**
   * No graph is known.
   *
   * @param partKind what the part of each graph begins with
   */
  ServiceGraphs(byte partKind) {
    this.partKind = partKind;
  }

  /**
   * Takes the graph of an environment; one that is older than the one known says nothing.
   *
   * @return true if it is the one that holds now
   */
  boolean take(Topology topology) {
    Topology known = graphs.get(topology.environment());
    if (known != null && topology.time() < known.time()) {
      return false;
    }
    graphs.put(topology.environment(), topology);
    changed.add(topology.environment());
    return true;
  }

  /** The graph of an environment; an empty one if none is known. */
  ServiceGraph of(String environment) {
    Topology known = graphs.get(environment);
    return known == null ? ServiceGraph.EMPTY : known.graph();
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

  /** Reads a part behind its kind, and returns the graph that it is. */
  Topology readPart(DataInput in) throws IOException {
    Topology topology = Topology.read(in);
    graphs.put(topology.environment(), topology);
    return topology;
  }
}
