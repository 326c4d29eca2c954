package io.barograph.promql.eval;

/**
 * A function of the samples in {@code (instant - width, instant]}.
 *
 * @param leastSamples the number of samples below which there is no result
 */
record RangeNode(RangeFunction function, int leastSamples, long widthMillis, Lookup lookup)
    implements SeriesNode {
  @Override
  public void evaluate(long tick, SampleWindow samples, EvaluationResult result) {
    int from = Search.firstAfter(samples, start(tick));
    int to = Search.firstAfter(samples, lookup.limit(tick));
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
    return lookup.instant(tick);
  }
}
