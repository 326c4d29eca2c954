package io.barograph.promql.eval;

/**
 * The newest sample in {@code (tick - offset - lookBack, tick - offset]}, unless that is a stale
 * marker; what is later than the tick is not there.
 *
 * @param readsTime true if the result is the sample's time in seconds instead of its value
 */
record InstantNode(long lookBackMillis, long offsetMillis, boolean readsTime)
    implements SeriesNode {
  @Override
  public void evaluate(long tick, SampleWindow samples, EvaluationResult result) {
    long instant = tick - offsetMillis;
    int newest = Search.firstAfter(samples, Math.min(instant, tick)) - 1;
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
