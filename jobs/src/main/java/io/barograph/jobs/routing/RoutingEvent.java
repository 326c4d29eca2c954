package io.barograph.jobs.routing;

import io.barograph.core.alert.Alert;
import io.barograph.core.command.Command;
import io.barograph.core.incident.Topology;
import java.util.Comparator;

/** Something by which it is decided who is told what. */
public sealed interface RoutingEvent {
  /**
   * The order in which events are looked at: by time, all others before alerts, and by their ids.
   */
  Comparator<RoutingEvent> IN_ORDER =
      Comparator.comparingLong(RoutingEvent::time)
          .thenComparing(event -> event instanceof Transition)
          .thenComparing(RoutingEvent::id)
          .thenComparingInt(RoutingEvent::version);

  /** When it was, milliseconds of event time. */
  long time();

  /** What tells it from others of its time. */
  String id();

  /** Which of those of one id it is. */
  int version();

  /** A transition of an alert. */
  record Transition(Alert alert) implements RoutingEvent {
    @Override
    public long time() {
      return alert.updatedAt();
    }

    @Override
    public String id() {
      return alert.id();
    }

    @Override
    public int version() {
      return alert.state().version();
    }
  }

  /** The graph of an environment. */
  record Graph(Topology topology) implements RoutingEvent {
    @Override
    public long time() {
      return topology.time();
    }

    @Override
    public String id() {
      return "graph " + topology.environment();
    }

    @Override
    public int version() {
      return 0;
    }
  }

  /** Something that somebody orders. */
  record Order(Command command) implements RoutingEvent {
    @Override
    public long time() {
      return command.time();
    }

    @Override
    public String id() {
      return command.id();
    }

    @Override
    public int version() {
      return 0;
    }
  }
}
