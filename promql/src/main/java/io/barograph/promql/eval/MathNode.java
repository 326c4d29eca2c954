package io.barograph.promql.eval;

import java.util.function.DoubleUnaryOperator;

/** A function of the value of one element. */
record MathNode(DoubleUnaryOperator function, SeriesNode operand) implements SeriesNode {
  @Override
  public void evaluate(long tick, SampleWindow samples, EvaluationResult result) {
    operand.evaluate(tick, samples, result);
    if (result.isPresent()) {
      result.setPresent(function.applyAsDouble(result.value()));
    }
  }
}
