package io.barograph.promql.eval;

/**
 * The newest sample in {@code (instant - lookBack, instant]}, unless that is a stale marker.
 *
 * @param readsTime true if the result is the sample's time in seconds instead of its value
 */
record InstantNode(long lookBackMillis, Lookup lookup, boolean readsTime) implements SeriesNode {
  @Override
  public void evaluate(long tick, SampleWindow samples, EvaluationResult result) {
    long instant = lookup.instant(tick);
    int newest = Search.firstAfter(samples, lookup.limit(tick)) - 1;
    if (newest < 0
        || samples.timestamp(newest) <= instant - lookBackMillis
        || samples.stale(newest)) {
      result.setAbsent(true);
    } else if (readsTime) {
      result.setPresent(samples.timestamp(newest) / 1e3);
    } else {
      result.setPresent(samples.value(newest));
    }
  }
}
