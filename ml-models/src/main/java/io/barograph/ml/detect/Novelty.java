package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Expects a value within what was usual, the 2 % and 98 % quantiles of the last {@value #VALUES}
 * values, and within what the past week has seen in two quarters of days, the running one left out;
 * its scale is half the distance of the quantiles.
 *
 * <p>A value beyond the quantiles is learned as one that is little beyond them, so that the many
 * anomalies of a bad week do not become usual. What comes back for the second time within the week
 * is no news all the same: that is what the week's extremes are for. One peak alone hides no other.
 * The running quarter of the day is left out, so that an anomaly does not hide its own growth.
 *
 * <p>A series that is nearly always at one value, as a counter of rare things at 0, has no distance
 * of quantiles. Its scale is at least half the median of how far the last {@value #DISTANCES}
 * values that were elsewhere were from it.
 */
final class Novelty implements Member {
  private static final int VALUES = 2000;
  private static final double OUTSIDE = 0.02;

  /** So many scales beyond the quantiles a value is learned at most. */
  private static final double LEARNED = 0.1;

  private static final int DISTANCES = 200;
  private static final double OF_DISTANCES = 0.5;

  private final SortedWindow window;
  private final WeekOfExtremes week;

  /** From the median, of values that were not there. */
  private final SortedWindow distances;

  Novelty() {
    this(new SortedWindow(VALUES), new WeekOfExtremes(), new SortedWindow(DISTANCES));
  }

  private Novelty(SortedWindow window, WeekOfExtremes week, SortedWindow distances) {
    this.window = window;
    this.week = week;
    this.distances = distances;
  }

  static Novelty read(DataInput in) throws IOException {
    return new Novelty(SortedWindow.read(in), WeekOfExtremes.read(in), SortedWindow.read(in));
  }

  @Override
  public Deviation next(long timeMillis, double value) {
    Deviation deviation = Deviation.UNKNOWN;
    double learned = value;
    if (window.size() >= LEAST_VALUES) {
      double median = window.median();
      double lower = window.quantile(OUTSIDE);
      double upper = window.quantile(1 - OUTSIDE);
      double scale = scale(value, median, upper - lower);
      double outside =
          value > upper || value < lower ? outside(timeMillis, value, lower, upper) : 0;
      deviation = new Deviation(outside / scale, median, lower, upper);
      learned = Math.max(lower - LEARNED * scale, Math.min(upper + LEARNED * scale, value));
    }
    window.add(learned);
    week.add(timeMillis, value);
    return deviation;
  }

  /* A value counts for those behind it. */
  private double scale(double value, double median, double span) {
    double floor = Scales.floor(median);
    double scale = span / 2 + floor;
    if (distances.size() > 0) {
      scale = Math.max(scale, OF_DISTANCES * distances.quantile(0.5));
    }
    double distance = Math.abs(value - median);
    if (distance > floor) {
      distances.add(distance);
    }
    return scale;
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
    distances.write(out);
  }
}
