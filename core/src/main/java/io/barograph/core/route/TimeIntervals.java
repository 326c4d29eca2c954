package io.barograph.core.route;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The named time intervals of a configuration, and what they mute.
 *
 * @param byName each is active while one of its intervals is
 */
public record TimeIntervals(Map<String, List<TimeInterval>> byName) implements Serializable {
  /** No intervals. */
  public static final TimeIntervals NONE = new TimeIntervals(Map.of());

  /** Copies the map, and keeps its order. */
  public TimeIntervals {
    Map<String, List<TimeInterval>> copy = new LinkedHashMap<>();
    byName.forEach((name, intervals) -> copy.put(name, List.copyOf(intervals)));
    byName = Collections.unmodifiableMap(copy);
  }

  /**
   * Why a route tells nothing at an instant.
   *
   * @param kind inside of a mute interval or outside of all active ones
   * @param names the mute interval, or all active intervals of the route
   */
  public record Muting(Kind kind, List<String> names) {
    /** On which side of the intervals the instant lies. */
    public enum Kind {
      /** In one of the route's {@code mute_time_intervals}. */
      IN_MUTE_INTERVAL,
      /** In none of the route's {@code active_time_intervals}. */
      OUTSIDE_ACTIVE_INTERVALS
    }
  }

  /** The first of {@code names} that is active at an instant, milliseconds since the epoch. */
  public Optional<String> active(List<String> names, long at) {
    for (String name : names) {
      for (TimeInterval interval : byName.getOrDefault(name, List.of())) {
        if (interval.contains(at)) {
          return Optional.of(name);
        }
      }
    }
    return Optional.empty();
  }

  /** Why a route tells nothing at an instant; empty if it tells. */
  public Optional<Muting> muting(Route route, long at) {
    List<String> active = route.activeTimeIntervals();
    if (!active.isEmpty() && active(active, at).isEmpty()) {
      return Optional.of(new Muting(Muting.Kind.OUTSIDE_ACTIVE_INTERVALS, new ArrayList<>(active)));
    }
    return active(route.muteTimeIntervals(), at)
        .map(name -> new Muting(Muting.Kind.IN_MUTE_INTERVAL, List.of(name)));
  }
}
