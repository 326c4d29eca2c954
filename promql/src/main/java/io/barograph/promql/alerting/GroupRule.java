package io.barograph.promql.alerting;

import io.barograph.promql.plan.PartitionPlan;

/**
 * An alerting rule that decides on several series at once, partition by partition.
 *
 * @param rule all but its condition
 * @param plan the condition
 */
public record GroupRule(AlertRule rule, PartitionPlan plan) {
  /** How long before a tick elements of its leaves are needed. */
  public long reachMillis() {
    return plan.plan().leaves().stream()
        .mapToLong(leaf -> leaf.place().reachMillis())
        .max()
        .orElse(0);
  }
}
