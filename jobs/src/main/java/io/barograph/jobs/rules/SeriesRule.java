package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.eval.SeriesExpression;
import java.util.Optional;

/**
 * An alerting rule that decides on one series alone.
 *
 * @param rule all but its condition
 * @param expression the condition
 * @param recovery says whether an alert whose condition is false may end; absent if it always may
 * @param onArrival true if it is also evaluated at the time of each sample, as soon as that comes;
 *     the condition then rests on the newest sample
 */
record SeriesRule(
    AlertRule rule,
    SeriesExpression expression,
    Optional<SeriesExpression> recovery,
    boolean onArrival) {
  /** A rule that is evaluated at its ticks. */
  SeriesRule(AlertRule rule, SeriesExpression expression) {
    this(rule, expression, Optional.empty(), false);
  }

  /** How far behind a tick it looks, in milliseconds. */
  long windowMillis() {
    return Math.max(
        expression.windowMillis(), recovery.map(SeriesExpression::windowMillis).orElse(0L));
  }

  /** True if it is evaluated on the series of these labels. */
  boolean reads(Labels series) {
    return expression.selectors().stream().allMatch(selector -> selector.matches(series));
  }

  /** The labels of the element that the condition gives of a series. */
  Labels element(SeriesRow series) {
    return expression.takesNameOff() ? series.nameless() : series.labels();
  }
}
