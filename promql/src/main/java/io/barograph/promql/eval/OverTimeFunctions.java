package io.barograph.promql.eval;

/** Aggregations of the values in a range: {@code avg_over_time} and its relatives. */
final class OverTimeFunctions {
  private OverTimeFunctions() {}

  static double count(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += samples.stale(i) ? 0 : 1;
    }
    return count;
  }

  static double present(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    return 1;
  }

  static double first(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    int i = from;
    while (samples.stale(i)) {
      i++;
    }
    return samples.value(i);
  }

  static double last(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    int i = to - 1;
    while (samples.stale(i)) {
      i--;
    }
    return samples.value(i);
  }

  /** The greatest value; NaN only where all are. */
  static double max(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    double max = Double.NaN;
    for (int i = from; i < to; i++) {
      if (!samples.stale(i) && (samples.value(i) > max || Double.isNaN(max))) {
        max = samples.value(i);
      }
    }
    return max;
  }

  /** The least value; NaN only where all are. */
  static double min(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    double min = Double.NaN;
    for (int i = from; i < to; i++) {
      if (!samples.stale(i) && (samples.value(i) < min || Double.isNaN(min))) {
        min = samples.value(i);
      }
    }
    return min;
  }

  static double sum(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    double sum = 0;
    double lost = 0;
    for (int i = from; i < to; i++) {
      if (!samples.stale(i)) {
        double value = samples.value(i);
        lost = CompensatedSum.lost(lost, sum, value);
        sum += value;
      }
    }
    return Double.isInfinite(sum) ? sum : sum + lost;
  }

  static double average(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    Mean mean = new Mean();
    for (int i = from; i < to; i++) {
      if (!samples.stale(i)) {
        mean.add(samples.value(i));
      }
    }
    return mean.value();
  }

  static double standardDeviation(
      SampleWindow samples, int from, int to, RangeNode range, long tick) {
    return Math.sqrt(variance(samples, from, to, range, tick));
  }

  static double variance(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    Variance variance = new Variance();
    for (int i = from; i < to; i++) {
      if (!samples.stale(i)) {
        variance.add(samples.value(i));
      }
    }
    return variance.value();
  }

  /**
   * A quantile of the values, interpolated linearly; it copies the values to sort them.
   *
   * @param level 0 to 1; below it is negative, above it positive infinity
   */
  static RangeFunction quantile(ScalarNode level) {
    return (samples, from, to, range, tick) -> {
      double[] values = new double[to - from];
      int count = 0;
      for (int i = from; i < to; i++) {
        if (!samples.stale(i)) {
          values[count++] = samples.value(i);
        }
      }
      return Quantile.of(values, count, level.value(tick, samples));
    };
  }
}
