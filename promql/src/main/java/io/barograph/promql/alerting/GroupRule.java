package io.barograph.promql.alerting;

import io.barograph.promql.plan.PartitionPlan;

/**
 * An alerting rule that decides on several series at once, partition by partition.
 *
 * @param rule all but its condition
 * @param plan the condition
 * @param limit the most alerts that it may have, all of which are then in one partition; 0 for any
 *     number
 */
public record GroupRule(AlertRule rule, PartitionPlan plan, int limit) {}
