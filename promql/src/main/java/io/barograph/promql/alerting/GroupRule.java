package io.barograph.promql.alerting;

import io.barograph.promql.plan.PartitionPlan;

/**
 * An alerting rule that decides on several series at once, partition by partition.
 *
 * @param rule all but its condition
 * @param plan the condition
 */
public record GroupRule(AlertRule rule, PartitionPlan plan) {}
