package io.barograph.core.incident;

import java.util.Comparator;

/**
 * What correlation looks at, each on a time line of its own environment: alerts that begin and end,
 * changes, heartbeats, chains that were matched, and the graph of services.
 */
public sealed interface Evidence
    permits Topology, Heartbeat, ServiceChange, AlertSignal, RoutedAlert, Chain {
  /**
   * The order in which evidence is taken: by time; at one time what explains stands before what is
   * to be explained; then by id.
   */
  Comparator<Evidence> IN_ORDER =
      Comparator.comparingLong(Evidence::time)
          .thenComparingInt(Evidence::rank)
          .thenComparing(Evidence::id);

  /** When it was, in milliseconds since the epoch. */
  long time();

  /** What tells it from other evidence of its type and time. */
  String id();

  private int rank() {
    if (this instanceof Topology) {
      return 0;
    } else if (this instanceof Heartbeat) {
      return 1;
    } else if (this instanceof ServiceChange) {
      return 2;
    }
    return this instanceof Chain ? 4 : 3;
  }
}
