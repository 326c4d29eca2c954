package io.barograph.jobs.rules;

import io.barograph.promql.alerting.GroupAlert;
import java.util.List;

/**
 * What a partition of a rule on several series remembers besides the elements of its leaves.
 *
 * @param ruleKey the key of the rule, so that its alerts can be ended when it is gone
 * @param closed the last tick that was evaluated
 * @param newestElement the tick of the newest element that has come
 * @param next the tick at which it is to be evaluated; the greatest long if there is none
 * @param silent true if it is evaluated at every tick, data or not
 * @param alerts no two of which have the same labels
 */
record PartitionState(
    String ruleKey,
    long closed,
    long newestElement,
    long next,
    boolean silent,
    List<GroupAlert> alerts) {
  private static final long NEVER = Long.MAX_VALUE;

  /** A partition of which nothing is known. */
  static PartitionState first(String ruleKey) {
    return new PartitionState(ruleKey, Long.MIN_VALUE, Long.MIN_VALUE, NEVER, false, List.of());
  }

  PartitionState {
    alerts = List.copyOf(alerts);
  }

  PartitionState withElement(long tick) {
    return tick <= newestElement
        ? this
        : new PartitionState(ruleKey, closed, tick, next, silent, alerts);
  }

  PartitionState withSilence() {
    return silent ? this : new PartitionState(ruleKey, closed, newestElement, next, true, alerts);
  }

  /** True if it is to be evaluated later than {@code tick}, which is not over yet. */
  boolean isLaterThan(long tick) {
    return closed < tick && tick < next;
  }

  /** The first instant at which it may be evaluated: elements that wait are not older. */
  long after() {
    return closed == Long.MIN_VALUE ? next : closed + 1;
  }

  /** To be evaluated at {@code tick}. */
  PartitionState due(long tick) {
    return new PartitionState(ruleKey, closed, newestElement, tick, silent, alerts);
  }

  /** Evaluated at {@code tick}, and to be evaluated again at {@code nextTick}. */
  PartitionState after(long tick, long nextTick, List<GroupAlert> newAlerts) {
    return new PartitionState(ruleKey, tick, newestElement, nextTick, silent, newAlerts);
  }
}
