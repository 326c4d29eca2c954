package io.barograph.promql.eval;

/** A step of evaluation on one series; immutable and thread-safe. */
interface SeriesNode {
  /**
   * Evaluates the node.
   *
   * @param tick the instant, milliseconds of event time
   * @param result takes the outcome, and is used for that of operands before
   */
  void evaluate(long tick, SampleWindow samples, EvaluationResult result);
}
