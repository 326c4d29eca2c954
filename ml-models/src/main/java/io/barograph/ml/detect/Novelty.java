package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Expects a value within what was usual, the 2 % and 98 % quantiles of the last {@value #VALUES}
 * values, and within what the past week has seen, the running quarter of the day left out; its
 * scale is half the distance of the quantiles.
 *
 * <p>A value beyond the quantiles is learned as one that is little beyond them, so that the many
 * anomalies of a bad week do not become usual. What has come back within the week is no news all
 * the same: that is what the week's extremes are for. The running quarter of the day is left out of
 * them, so that an anomaly does not hide its own growth.
 */
final class Novelty implements Member {
  private static final int VALUES = 2000;
  private static final double OUTSIDE = 0.02;

  /** So many scales beyond the quantiles a value is learned at most. */
  private static final double LEARNED = 0.1;

  private final SortedWindow window;
  private final WeekOfExtremes week;

  Novelty() {
    this(new SortedWindow(VALUES), new WeekOfExtremes());
  }

  private Novelty(SortedWindow window, WeekOfExtremes week) {
    this.window = window;
    this.week = week;
  }

  static Novelty read(DataInput in) throws IOException {
    return new Novelty(SortedWindow.read(in), WeekOfExtremes.read(in));
  }

  @Override
  public Deviation next(long timeMillis, double value) {
    Deviation deviation = Deviation.UNKNOWN;
    double learned = value;
    if (window.size() >= LEAST_VALUES) {
      double median = window.median();
      double lower = window.quantile(OUTSIDE);
      double upper = window.quantile(1 - OUTSIDE);
      double scale = (upper - lower) / 2 + Scales.floor(median);
      double outside =
          value > upper || value < lower ? outside(timeMillis, value, lower, upper) : 0;
      deviation = new Deviation(outside / scale, median, lower, upper);
      learned = Math.max(lower - LEARNED * scale, Math.min(upper + LEARNED * scale, value));
    }
    window.add(learned);
    week.add(timeMillis, value);
    return deviation;
  }

  private double outside(long timeMillis, double value, double lower, double upper) {
    return value > upper
        ? Math.max(0, value - Math.max(upper, week.highest(timeMillis)))
        : Math.max(0, Math.min(lower, week.lowest(timeMillis)) - value);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    window.write(out);
    week.write(out);
  }
}
