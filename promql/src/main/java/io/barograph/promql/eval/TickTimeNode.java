package io.barograph.promql.eval;

/** The time of evaluation in seconds, where the operand has an element. */
record TickTimeNode(SeriesNode operand) implements SeriesNode {
  @Override
  public void evaluate(long tick, SampleWindow samples, EvaluationResult result) {
    operand.evaluate(tick, samples, result);
    if (result.isPresent()) {
      result.setPresent(tick / 1e3);
    }
  }
}
