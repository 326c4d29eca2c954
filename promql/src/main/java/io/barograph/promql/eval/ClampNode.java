package io.barograph.promql.eval;

/** A value kept between two bounds; no element where the least is above the greatest. */
record ClampNode(SeriesNode operand, ScalarNode least, ScalarNode greatest) implements SeriesNode {
  @Override
  public void evaluate(long tick, SampleWindow samples, EvaluationResult result) {
    operand.evaluate(tick, samples, result);
    if (!result.isPresent()) {
      return;
    }
    double low = least.value(tick, samples);
    double high = greatest.value(tick, samples);
    if (high < low) {
      result.setAbsent(false);
    } else {
      result.setPresent(Math.max(low, Math.min(high, result.value())));
    }
  }
}
