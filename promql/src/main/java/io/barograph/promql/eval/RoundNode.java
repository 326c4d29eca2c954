package io.barograph.promql.eval;

/** A value rounded to the nearest multiple, halves up. */
record RoundNode(SeriesNode operand, ScalarNode nearest) implements SeriesNode {
  @Override
  public void evaluate(long tick, SampleWindow samples, EvaluationResult result) {
    operand.evaluate(tick, samples, result);
    if (result.isPresent()) {
      double inverse = 1 / nearest.value(tick, samples);
      result.setPresent(Math.floor(result.value() * inverse + 0.5) / inverse);
    }
  }
}
