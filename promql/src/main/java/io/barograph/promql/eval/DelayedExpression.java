package io.barograph.promql.eval;

import io.barograph.core.labels.Labels;
import java.util.List;

/**
 * An expression that is evaluated some time before each tick, as a group's {@code query_offset}
 * asks.
 *
 * @param delayMillis how long before, at least 0
 */
public record DelayedExpression(SeriesExpression expression, long delayMillis)
    implements SeriesExpression {
  @Override
  public List<SeriesSelector> selectors() {
    return expression.selectors();
  }

  @Override
  public long windowMillis() {
    return expression.windowMillis() + delayMillis;
  }

  @Override
  public boolean takesNameOff() {
    return expression.takesNameOff();
  }

  @Override
  public void evaluate(long tick, SampleWindow samples, Labels series, EvaluationResult result) {
    expression.evaluate(tick - delayMillis, samples, series, result);
  }
}
