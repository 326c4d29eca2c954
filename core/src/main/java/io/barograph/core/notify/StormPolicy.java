package io.barograph.core.notify;

import java.io.Serializable;
import java.util.Set;

/**
 * From when on a receiver is told of its alerts together, whatever groups they are of.
 *
 * @param groups so many groups in which alerts began to fire within {@code windowMillis} are a
 *     storm; 0 if their number does not matter
 * @param alerts so many alerts that began to fire within it are one; 0 if theirs does not
 * @param windowMillis over which both are counted, over 0
 * @param exempt receivers that are told each group by itself all the same
 */
public record StormPolicy(int groups, int alerts, long windowMillis, Set<String> exempt)
    implements Serializable {
  /** Every group is told by itself, as Alertmanager does. */
  public static final StormPolicy NONE = new StormPolicy(0, 0, 600_000, Set.of());

  /*
   * ANSI/ISA-18.2, 16.5.2: more than ten annunciated alarms in ten minutes are a flood, since one
   * operator can answer no more. What is annunciated here is a group. A hundred alerts of fewer
   * groups would be told at each of their intervals.
   */
  /** What holds where nothing is set: 10 groups or 100 alerts in 10 minutes. */
  public static final StormPolicy DEFAULT = new StormPolicy(10, 100, 600_000, Set.of());

  /** Checks the ranges. */
  public StormPolicy {
    exempt = Set.copyOf(exempt);
    if (groups < 0 || alerts < 0) {
      throw new IllegalArgumentException(
          "a storm is of at least 0 groups or 0 alerts, was %d and %d".formatted(groups, alerts));
    }
    if (windowMillis <= 0) {
      throw new IllegalArgumentException(
          "the window of a storm must be > 0 ms, was " + windowMillis);
    }
  }

  /** True if a receiver can have a storm. */
  boolean concerns(String receiver) {
    return (groups > 0 || alerts > 0) && !exempt.contains(receiver);
  }
}
