package io.barograph.promql.eval;

/**
 * A function of the samples in {@code (tick - offset - width, tick - offset]}; what is later than
 * the tick is not there.
 *
 * @param leastSamples the number of samples below which there is no result
 */
record RangeNode(RangeFunction function, int leastSamples, long widthMillis, long offsetMillis)
    implements SeriesNode {
  @Override
  public void evaluate(long tick, SampleWindow samples, EvaluationResult result) {
    int from = Search.firstAfter(samples, start(tick));
    int to = Search.firstAfter(samples, Math.min(end(tick), tick));
    int missing = leastSamples;
    for (int i = from; i < to && missing > 0; i++) {
      if (!samples.stale(i)) {
        missing--;
      }
    }
    if (missing > 0) {
      result.setAbsent(true);
    } else {
      result.setPresent(function.apply(samples, from, to, this, tick));
    }
  }

  /** The instant before the range. */
  long start(long tick) {
    return end(tick) - widthMillis;
  }

  /** The last instant of the range. */
  long end(long tick) {
    return tick - offsetMillis;
  }
}
