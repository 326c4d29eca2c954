package io.barograph.promql.eval;

/** How much a series changes over a range: {@code rate}, {@code increase} and their relatives. */
final class CounterFunctions {
  /** How many average distances of samples an edge may be away to be extrapolated to. */
  private static final double REACH = 1.1;

  private CounterFunctions() {}

  /** The increase per second, counter resets made good, extrapolated to the edges of the range. */
  static double rate(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    return extrapolated(samples, from, to, range, tick, true) / (range.widthMillis() / 1e3);
  }

  /** The increase, counter resets made good, extrapolated to the edges of the range. */
  static double increase(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    return extrapolated(samples, from, to, range, tick, true);
  }

  /** The difference of the last and the first value, extrapolated to the edges of the range. */
  static double delta(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    return extrapolated(samples, from, to, range, tick, false);
  }

  /*
   * The change between the first and last sample is scaled to the whole range. An edge further away
   * than 1.1 average distances is not reached: half a distance is assumed. A counter is not
   * extrapolated below zero.
   */
  private static double extrapolated(
      SampleWindow samples, int from, int to, RangeNode range, long tick, boolean isCounter) {
    int first = from;
    while (samples.stale(first)) {
      first++;
    }
    double firstValue = samples.value(first);
    double previous = firstValue;
    double resets = 0;
    int last = first;
    int count = 1;
    for (int i = first + 1; i < to; i++) {
      if (samples.stale(i)) {
        continue;
      }
      double value = samples.value(i);
      if (isCounter && value < previous) {
        resets += previous;
      }
      previous = value;
      last = i;
      count++;
    }
    double change = previous - firstValue + resets;
    long firstTime = samples.timestamp(first);
    long lastTime = samples.timestamp(last);
    double sampled = (lastTime - firstTime) / 1e3;
    double distance = sampled / (count - 1);
    double toStart = (firstTime - range.start(tick)) / 1e3;
    double toEnd = (range.end(tick) - lastTime) / 1e3;
    if (toStart >= distance * REACH) {
      toStart = distance / 2;
    }
    if (isCounter && change > 0 && firstValue >= 0) {
      toStart = Math.min(toStart, sampled * (firstValue / change));
    }
    if (toEnd >= distance * REACH) {
      toEnd = distance / 2;
    }
    return change * ((sampled + toStart + toEnd) / sampled);
  }

  /** The increase per second between the last two samples. */
  static double instantRate(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    int last = previous(samples, to);
    int before = previous(samples, last);
    double value = samples.value(last);
    double valueBefore = samples.value(before);
    double change = value < valueBefore ? value : value - valueBefore;
    return change / ((samples.timestamp(last) - samples.timestamp(before)) / 1e3);
  }

  /** The difference between the last two samples. */
  static double instantDelta(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    int last = previous(samples, to);
    return samples.value(last) - samples.value(previous(samples, last));
  }

  /** How often the value is another than before; NaN equals NaN. */
  static double changes(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    int changes = 0;
    int previous = -1;
    for (int i = from; i < to; i++) {
      if (samples.stale(i)) {
        continue;
      }
      double value = samples.value(i);
      if (previous >= 0 && value != samples.value(previous)) {
        boolean bothNan = Double.isNaN(value) && Double.isNaN(samples.value(previous));
        changes += bothNan ? 0 : 1;
      }
      previous = i;
    }
    return changes;
  }

  /** How often the value is less than before. */
  static double resets(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    int resets = 0;
    double previous = Double.NaN;
    for (int i = from; i < to; i++) {
      if (samples.stale(i)) {
        continue;
      }
      if (samples.value(i) < previous) {
        resets++;
      }
      previous = samples.value(i);
    }
    return resets;
  }

  /** The index of the last sample before {@code index} that is no stale marker. */
  private static int previous(SampleWindow samples, int index) {
    int i = index - 1;
    while (samples.stale(i)) {
      i--;
    }
    return i;
  }
}
