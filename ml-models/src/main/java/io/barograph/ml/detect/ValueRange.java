package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Expects a value within the 1 % and 99 % quantiles of the last {@value #VALUES}; its scale is half
 * their distance, and what lies between them does not deviate.
 */
final class ValueRange implements Member {
  private static final int VALUES = 2000;
  private static final double OUTSIDE = 0.01;

  private final SortedWindow window;

  ValueRange() {
    this(new SortedWindow(VALUES));
  }

  private ValueRange(SortedWindow window) {
    this.window = window;
  }

  static ValueRange read(DataInput in) throws IOException {
    return new ValueRange(SortedWindow.read(in));
  }

  @Override
  public Deviation next(long timeMillis, double value) {
    Deviation deviation = Deviation.UNKNOWN;
    if (window.size() >= LEAST_VALUES) {
      double median = window.median();
      double lower = window.quantile(OUTSIDE);
      double upper = window.quantile(1 - OUTSIDE);
      double outside = Math.max(0, Math.max(value - upper, lower - value));
      double scale = (upper - lower) / 2 + Scales.floor(median);
      deviation = new Deviation(outside / scale, median, lower, upper);
    }
    window.add(value);
    return deviation;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    window.write(out);
  }
}
