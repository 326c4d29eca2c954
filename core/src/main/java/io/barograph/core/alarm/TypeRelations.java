package io.barograph.core.alarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which types of alarm follow which, learned from a stream.
 *
 * <p>Of each alarm it is counted of which other types there was one near, within the lag before. By
 * chance that happens as often as the lags behind alarms of the type cover the time there. A type
 * follows another if it happens more often than that, by so many deviations of a count of
 * independent trials. Order alone is not causality: a pair whose alarms come together in either
 * order is a pair in both directions. State is bounded by devices times types and types squared.
 * Not thread-safe.
 */
final class TypeRelations {
  private final Neighbours neighbours;
  private final long lag;
  private final double significance;
  private final Map<String, Map<String, Coverage>> byDevice = new HashMap<>();
  private final Map<String, Map<String, Trials>> pairs = new TreeMap<>();
  private long start = Long.MIN_VALUE;

  TypeRelations(AlarmPolicy policy, Neighbours neighbours) {
    this.neighbours = neighbours;
    this.lag = policy.lag().toMillis();
    this.significance = policy.significance();
  }

  /** How much of the time of a place lies within the lag behind alarms of a type. */
  private static final class Coverage {
    private long last = Long.MIN_VALUE;
    private long covered;

    void add(long time, long lag) {
      covered += last == Long.MIN_VALUE ? lag : Math.min(lag, time - last);
      last = time;
    }
  }

  /** How often one type followed the other, and how often chance would have it. */
  private static final class Trials {
    private int hits;
    private double expected;
    private double variance;

    double deviation() {
      return (hits - expected) / Math.sqrt(variance + 1);
    }
  }

  /** Takes the alarms of one instant, later than those before. */
  void add(List<Alarm> instant) {
    long now = instant.get(0).time();
    start = start == Long.MIN_VALUE ? now : start;
    for (Alarm alarm : instant) {
      for (String place : neighbours.near(alarm.device())) {
        byDevice
            .computeIfAbsent(place, any -> new TreeMap<>())
            .computeIfAbsent(alarm.type(), any -> new Coverage())
            .add(now, lag);
      }
    }
    double elapsed = now - start + lag;
    for (Alarm alarm : instant) {
      byDevice
          .get(alarm.device())
          .forEach(
              (type, coverage) -> {
                if (!type.equals(alarm.type())) {
                  double chance = Math.min(1, coverage.covered / elapsed);
                  Trials trials =
                      pairs
                          .computeIfAbsent(type, any -> new TreeMap<>())
                          .computeIfAbsent(alarm.type(), any -> new Trials());
                  trials.hits += coverage.last >= now - lag ? 1 : 0;
                  trials.expected += chance;
                  trials.variance += chance * (1 - chance);
                }
              });
    }
  }

  /** Whether the types are the same or one follows the other. */
  boolean areRelated(String one, String other) {
    return one.equals(other) || follows(one, other) || follows(other, one);
  }

  private boolean follows(String cause, String effect) {
    Trials trials = pairs.getOrDefault(cause, Map.of()).get(effect);
    return trials != null && trials.deviation() >= significance;
  }

  /** All pairs of a type and one that follows it, by name. */
  List<List<String>> all() {
    List<List<String>> all = new ArrayList<>();
    pairs.forEach(
        (cause, effects) ->
            effects
                .keySet()
                .forEach(
                    effect -> {
                      if (follows(cause, effect)) {
                        all.add(List.of(cause, effect));
                      }
                    }));
    return all;
  }
}
