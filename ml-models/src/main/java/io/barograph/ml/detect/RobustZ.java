package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Expects the median of the last values; its scale is their median absolute deviation, but at least
 * half of what the 5 % and 95 % quantiles say, as most values may be equal.
 */
final class RobustZ implements Member {
  private static final int VALUES = 200;
  private static final double SPREAD_SHARE = 0.5;

  private final SortedWindow window;

  RobustZ() {
    this(VALUES);
  }

  RobustZ(int values) {
    this(new SortedWindow(values));
  }

  private RobustZ(SortedWindow window) {
    this.window = window;
  }

  static RobustZ read(DataInput in) throws IOException {
    return new RobustZ(SortedWindow.read(in));
  }

  @Override
  public Deviation next(long timeMillis, double value) {
    Deviation deviation = Deviation.UNKNOWN;
    if (window.size() >= LEAST_VALUES) {
      double median = window.median();
      double scale =
          Math.max(
              SortedWindow.NORMAL_MAD * window.medianDistance(median),
              SPREAD_SHARE * window.spread());
      deviation = Deviation.of(value, median, scale + Scales.floor(median));
    }
    window.add(value);
    return deviation;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    window.write(out);
  }
}
