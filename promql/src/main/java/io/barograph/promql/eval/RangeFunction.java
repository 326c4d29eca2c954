package io.barograph.promql.eval;

/** What is calculated from the samples of a range; immutable and thread-safe. */
interface RangeFunction {
  /**
   * The value for the samples {@code [from, to)}, in which stale markers are to be passed over.
   *
   * @param range where the range lies
   */
  double apply(SampleWindow samples, int from, int to, RangeNode range, long tick);
}
