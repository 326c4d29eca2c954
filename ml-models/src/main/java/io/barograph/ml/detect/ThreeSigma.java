package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Expects the mean of the last {@value #VALUES} values; its scale is their standard deviation. */
final class ThreeSigma implements Member {
  private static final int VALUES = 200;

  private final SortedWindow window;

  ThreeSigma() {
    this(new SortedWindow(VALUES));
  }

  private ThreeSigma(SortedWindow window) {
    this.window = window;
  }

  static ThreeSigma read(DataInput in) throws IOException {
    return new ThreeSigma(SortedWindow.read(in));
  }

  @Override
  public Deviation next(long timeMillis, double value) {
    Deviation deviation = Deviation.UNKNOWN;
    if (window.size() >= LEAST_VALUES) {
      double mean = window.mean();
      deviation = Deviation.of(value, mean, window.deviation(mean) + Scales.floor(mean));
    }
    window.add(value);
    return deviation;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    window.write(out);
  }
}
