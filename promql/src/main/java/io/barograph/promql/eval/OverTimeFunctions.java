package io.barograph.promql.eval;

import java.util.Arrays;

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

  /** The mean by sum and count, or once the sum overflows by the running mean. */
  static double average(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    double sum = 0;
    double mean = 0;
    double lost = 0;
    int count = 0;
    boolean overflown = false;
    for (int i = from; i < to; i++) {
      if (samples.stale(i)) {
        continue;
      }
      double value = samples.value(i);
      count++;
      if (!overflown && (count == 1 || !Double.isInfinite(sum + value))) {
        lost = CompensatedSum.lost(lost, sum, value);
        sum += value;
        continue;
      }
      if (!overflown) {
        overflown = true;
        mean = sum / (count - 1);
        lost /= count - 1;
      }
      double share = (count - 1.0) / count;
      double scaled = share * mean;
      lost = CompensatedSum.lost(share * lost, scaled, value / count);
      mean = scaled + value / count;
    }
    return overflown ? mean + lost : sum / count + lost / count;
  }

  static double standardDeviation(
      SampleWindow samples, int from, int to, RangeNode range, long tick) {
    return Math.sqrt(variance(samples, from, to, range, tick));
  }

  /** The variance of the whole population by Welford's recurrence. */
  static double variance(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    double mean = 0;
    double lostOfMean = 0;
    double squares = 0;
    double lostOfSquares = 0;
    int count = 0;
    for (int i = from; i < to; i++) {
      if (samples.stale(i)) {
        continue;
      }
      double value = samples.value(i);
      count++;
      double delta = value - (mean + lostOfMean);
      lostOfMean = CompensatedSum.lost(lostOfMean, mean, delta / count);
      mean += delta / count;
      double square = delta * (value - (mean + lostOfMean));
      lostOfSquares = CompensatedSum.lost(lostOfSquares, squares, square);
      squares += square;
    }
    return (squares + lostOfSquares) / count;
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
      return quantile(values, count, level.value(tick));
    };
  }

  /* Prometheus sorts NaN before all numbers, Java behind them. */
  private static double quantile(double[] values, int count, double level) {
    if (Double.isNaN(level)) {
      return Double.NaN;
    }
    if (level < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (level > 1) {
      return Double.POSITIVE_INFINITY;
    }
    Arrays.sort(values, 0, count);
    int nans = 0;
    while (nans < count && Double.isNaN(values[count - 1 - nans])) {
      nans++;
    }
    double rank = level * (count - 1);
    int lower = (int) Math.floor(rank);
    int upper = Math.min(count - 1, lower + 1);
    double weight = rank - Math.floor(rank);
    return sorted(values, count, nans, lower) * (1 - weight)
        + sorted(values, count, nans, upper) * weight;
  }

  private static double sorted(double[] values, int count, int nans, int index) {
    return values[index < nans ? count - 1 - index : index - nans];
  }
}
