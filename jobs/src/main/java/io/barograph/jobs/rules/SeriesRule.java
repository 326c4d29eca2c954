package io.barograph.jobs.rules;

import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.eval.SeriesExpression;

/**
 * An alerting rule that decides on one series alone.
 *
 * @param rule all but its condition
 * @param expression the condition
 */
record SeriesRule(AlertRule rule, SeriesExpression expression) {}
