package io.barograph.jobs.rules;

import io.barograph.promql.alerting.GroupAlert;
import java.util.List;

/**
 * What a partition of a rule on several series remembers besides the elements of its leaves.
 *
 * @param ruleKey the key of the rule, so that its alerts can be ended when it is gone
 * @param closed the last tick that was evaluated
 * @param newestElement the tick of the newest element that has come
 * @param silent true if it is evaluated at every tick, data or not
 * @param alerts no two of which have the same labels
 */
record PartitionState(
    String ruleKey, long closed, long newestElement, boolean silent, List<GroupAlert> alerts) {
  /** A partition of which nothing is known. */
  static PartitionState first(String ruleKey) {
    return new PartitionState(ruleKey, Long.MIN_VALUE, Long.MIN_VALUE, false, List.of());
  }

  PartitionState {
    alerts = List.copyOf(alerts);
  }

  PartitionState withElement(long tick) {
    return tick <= newestElement ? this : new PartitionState(ruleKey, closed, tick, silent, alerts);
  }

  PartitionState withSilence() {
    return silent ? this : new PartitionState(ruleKey, closed, newestElement, true, alerts);
  }

  PartitionState after(long tick, List<GroupAlert> newAlerts) {
    return new PartitionState(ruleKey, tick, newestElement, silent, newAlerts);
  }
}
