package io.barograph.promql.eval;

/** An element that is always there, with a number for its value. */
record NumberNode(ScalarNode number) implements SeriesNode {
  @Override
  public void evaluate(long tick, SampleWindow samples, EvaluationResult result) {
    result.setPresent(number.value(tick, samples));
  }
}
