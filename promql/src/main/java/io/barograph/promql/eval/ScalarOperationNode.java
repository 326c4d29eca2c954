package io.barograph.promql.eval;

import io.barograph.promql.parse.BinaryOperator;

/**
 * An operator between an element and a number.
 *
 * @param returnsBool true if a comparison gives 0 or 1 instead of keeping or dropping the element
 * @param numberIsLeft true if the number stands on the left
 */
record ScalarOperationNode(
    BinaryOperator operator,
    boolean returnsBool,
    SeriesNode operand,
    ScalarNode number,
    boolean numberIsLeft)
    implements SeriesNode {
  @Override
  public void evaluate(long tick, SampleWindow samples, EvaluationResult result) {
    operand.evaluate(tick, samples, result);
    if (!result.isPresent()) {
      return;
    }
    double value = result.value();
    double left = numberIsLeft ? number.value(tick, samples) : value;
    double right = numberIsLeft ? value : number.value(tick, samples);
    if (!operator.isComparison()) {
      result.setPresent(Arithmetic.calculate(operator, left, right));
      return;
    }
    boolean holds = Arithmetic.compare(operator, left, right);
    if (returnsBool) {
      result.setPresent(holds ? 1 : 0);
    } else if (!holds) {
      result.setAbsent(false);
    }
  }
}
