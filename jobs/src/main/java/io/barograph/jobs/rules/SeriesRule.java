package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.eval.SeriesExpression;

/**
 * An alerting rule that decides on one series alone.
 *
 * @param rule all but its condition
 * @param expression the condition
 * @param onArrival true if it is also evaluated at the time of each sample, as soon as that comes;
 *     the condition then rests on the newest sample
 */
record SeriesRule(AlertRule rule, SeriesExpression expression, boolean onArrival) {
  /** A rule that is evaluated at its ticks. */
  SeriesRule(AlertRule rule, SeriesExpression expression) {
    this(rule, expression, false);
  }

  /** The labels of the element that the condition gives of a series. */
  Labels element(SeriesRow series) {
    return expression.takesNameOff() ? series.nameless() : series.labels();
  }
}
