package io.barograph.promql.eval;

import io.barograph.core.labels.Labels;
import java.util.List;

/** A tree of nodes and what it reads. */
record CompiledExpression(
    SeriesNode root, List<SeriesSelector> selectors, long windowMillis, boolean takesNameOff)
    implements SeriesExpression {
  CompiledExpression {
    selectors = List.copyOf(selectors);
  }

  @Override
  public void evaluate(long tick, SampleWindow samples, Labels series, EvaluationResult result) {
    root.evaluate(tick, samples, result);
  }
}
