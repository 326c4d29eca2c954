package io.barograph.core.notify;

import io.barograph.core.labels.Labels;
import io.barograph.core.route.Escalation;
import io.barograph.core.route.Route;
import io.barograph.core.route.RouteTiming;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** By which settings a group is told. */
interface GroupWay {
  /** When. */
  RouteTiming timing();

  /** What its receiver is told of the way. */
  Labels labels();

  /** What keeps an alert of the group from being told; empty if nothing does. */
  Optional<Mute> mute(Mutes mutes, Labels alert, long now);

  /** One route. */
  record OfRoute(Route route) implements GroupWay {
    @Override
    public RouteTiming timing() {
      return route.timing();
    }

    @Override
    public Labels labels() {
      return route.labels();
    }

    @Override
    public Optional<Mute> mute(Mutes mutes, Labels alert, long now) {
      return mutes.of(alert, route, now);
    }
  }

  /**
   * An escalation: who is told by it hears of what anybody is told of, and of nothing else.
   *
   * @param root of the routes by which alerts are told otherwise
   */
  record OfEscalation(Route root, Escalation rule) implements GroupWay {
    @Override
    public RouteTiming timing() {
      return rule.timing();
    }

    @Override
    public Labels labels() {
      return Labels.EMPTY;
    }

    @Override
    public Optional<Mute> mute(Mutes mutes, Labels alert, long now) {
      return ofAll(root.match(alert), mutes, alert, now);
    }
  }

  /** What keeps an alert from being told by any of some routes; empty if one of them tells it. */
  private static Optional<Mute> ofAll(List<Route> routes, Mutes mutes, Labels alert, long now) {
    Optional<Mute> mute = Optional.empty();
    for (Route route : routes) {
      mute = mutes.of(alert, route, now);
      if (mute.isEmpty()) {
        return mute;
      }
    }
    return mute;
  }

  /**
   * All routes to one receiver: an alert is told if it would be told by any of those that take it.
   *
   * @param timing the shortest of theirs
   */
  record OfReceiver(Route root, String receiver, RouteTiming timing) implements GroupWay {
    /** The ways to a receiver; empty if there are none. */
    static Optional<GroupWay> of(Route root, String receiver) {
      List<RouteTiming> timings = new ArrayList<>();
      collect(root, receiver, timings);
      return timings.stream()
          .reduce(OfReceiver::shortest)
          .map(timing -> new OfReceiver(root, receiver, timing));
    }

    private static void collect(Route route, String receiver, List<RouteTiming> timings) {
      if (route.receiver().equals(receiver)) {
        timings.add(route.timing());
      }
      route.routes().forEach(child -> collect(child, receiver, timings));
    }

    private static RouteTiming shortest(RouteTiming one, RouteTiming other) {
      return new RouteTiming(
          Math.min(one.groupWaitMillis(), other.groupWaitMillis()),
          Math.min(one.groupIntervalMillis(), other.groupIntervalMillis()),
          Math.min(one.repeatIntervalMillis(), other.repeatIntervalMillis()));
    }

    @Override
    public Labels labels() {
      return Labels.EMPTY;
    }

    @Override
    public Optional<Mute> mute(Mutes mutes, Labels alert, long now) {
      List<Route> routes =
          root.match(alert).stream().filter(route -> route.receiver().equals(receiver)).toList();
      return ofAll(routes, mutes, alert, now);
    }
  }
}
