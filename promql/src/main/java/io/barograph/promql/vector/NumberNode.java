package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.EvaluationResult;
import io.barograph.promql.eval.SeriesExpression;
import io.barograph.promql.parse.PositionRange;
import java.util.List;

/**
 * A number, or the element without labels that {@code vector()} makes of it.
 *
 * @param range where it stands in the query
 */
record NumberNode(SeriesExpression expression, Scalars scalars, PositionRange range)
    implements VectorNode {
  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    EvaluationResult result = new EvaluationResult();
    expression.evaluate(tick, new ElementWindow(scalars.at(tick, input)), Labels.EMPTY, result);
    return result.isPresent() ? List.of(new Element(Labels.EMPTY, result.value())) : List.of();
  }

  /** The number at the tick. */
  double number(long tick, VectorInput input) {
    return evaluate(tick, input).get(0).value();
  }
}
