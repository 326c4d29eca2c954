package io.barograph.promql.eval;

/** Where a series is heading: regression and smoothing. */
final class TrendFunctions {
  private TrendFunctions() {}

  /** The slope per second of the line through the samples (least squares). */
  static double slope(SampleWindow samples, int from, int to, RangeNode range, long tick) {
    int first = from;
    while (samples.stale(first)) {
      first++;
    }
    return regress(samples, first, to, samples.timestamp(first), Double.NaN);
  }

  /** The value of the line through the samples, some seconds after the tick. */
  static RangeFunction prediction(ScalarNode seconds) {
    return (samples, from, to, range, tick) ->
        regress(samples, from, to, tick, seconds.value(tick, samples));
  }

  /**
   * A line through the samples by least squares.
   *
   * @param origin where the line's time starts, milliseconds
   * @param ahead the seconds after the origin whose value is asked for, or NaN to ask for the slope
   */
  private static double regress(SampleWindow samples, int from, int to, long origin, double ahead) {
    double sumX = 0;
    double lostX = 0;
    double sumY = 0;
    double lostY = 0;
    double sumXy = 0;
    double lostXy = 0;
    double sumXx = 0;
    double lostXx = 0;
    int count = 0;
    double firstY = Double.NaN;
    boolean isConstant = true;
    for (int i = from; i < to; i++) {
      if (samples.stale(i)) {
        continue;
      }
      double x = (samples.timestamp(i) - origin) / 1e3;
      double y = samples.value(i);
      if (count == 0) {
        firstY = y;
      } else if (y != firstY) {
        isConstant = false;
      }
      count++;
      lostX = CompensatedSum.lost(lostX, sumX, x);
      sumX += x;
      lostY = CompensatedSum.lost(lostY, sumY, y);
      sumY += y;
      lostXy = CompensatedSum.lost(lostXy, sumXy, x * y);
      sumXy += x * y;
      lostXx = CompensatedSum.lost(lostXx, sumXx, x * x);
      sumXx += x * x;
    }
    if (isConstant) {
      boolean infinite = Double.isInfinite(firstY);
      double slope = infinite ? Double.NaN : 0;
      double level = infinite ? Double.NaN : firstY;
      return Double.isNaN(ahead) ? slope : level;
    }
    sumX += lostX;
    sumY += lostY;
    double covariance = sumXy + lostXy - sumX * sumY / count;
    double variance = sumXx + lostXx - sumX * sumX / count;
    double slope = covariance / variance;
    double intercept = sumY / count - slope * sumX / count;
    return Double.isNaN(ahead) ? slope : slope * ahead + intercept;
  }

  /**
   * The last smoothed value of Holt's double exponential smoothing.
   *
   * @param smoothing how much a new value weighs, above 0 and below 1
   * @param trend how much a new trend weighs, above 0 and below 1
   */
  static RangeFunction smoothing(ScalarNode smoothing, ScalarNode trend) {
    return (samples, from, to, range, tick) -> {
      double valueWeight = smoothing.value(tick, samples);
      double trendWeight = trend.value(tick, samples);
      if (!(valueWeight > 0 && valueWeight < 1 && trendWeight > 0 && trendWeight < 1)) {
        return Double.NaN;
      }
      int count = 0;
      double before = 0;
      double level = 0;
      double slope = 0;
      for (int i = from; i < to; i++) {
        if (samples.stale(i)) {
          continue;
        }
        double value = samples.value(i);
        count++;
        if (count == 1) {
          level = value;
          continue;
        }
        slope =
            count == 2 ? value - level : trendWeight * (level - before) + (1 - trendWeight) * slope;
        before = level;
        level = valueWeight * value + (1 - valueWeight) * (level + slope);
      }
      return level;
    };
  }
}
