package io.barograph.cli.threshold;

import io.barograph.promql.rules.ConstantLimit;

/**
 * An alerting rule with a constant threshold.
 *
 * @param name of its alert
 * @param query as it is written
 */
public record LimitedRule(String name, String query, ConstantLimit limit) {}
