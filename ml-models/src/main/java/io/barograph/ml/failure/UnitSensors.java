package io.barograph.ml.failure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What is kept of one unit: its smoothed sensors, and the newest value of each. 44 bytes a sensor.
 * Not thread-safe.
 */
public final class UnitSensors {
  private final SmoothedSensors smoothed;
  private double[] last;

  /** A unit without rows. */
  public UnitSensors(int width) {
    this(new SmoothedSensors(width), missing(width));
  }

  private UnitSensors(SmoothedSensors smoothed, double[] last) {
    this.smoothed = smoothed;
    this.last = last;
  }

  private static double[] missing(int width) {
    double[] none = new double[width];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  /** Makes room for sensors that were not known before. */
  void widen(int width) {
    smoothed.widen(width);
    int before = last.length;
    if (width > before) {
      last = Arrays.copyOf(last, width);
      Arrays.fill(last, before, width, Double.NaN);
    }
  }

  SmoothedSensors smoothed() {
    return smoothed;
  }

  /** The newest value of a sensor; NaN before the first. */
  double last(int sensor) {
    return last[sensor];
  }

  void last(int sensor, double value) {
    last[sensor] = value;
  }

  /** Writes all of it. */
  public void write(DataOutput out) throws IOException {
    smoothed.write(out);
    for (double one : last) {
      out.writeDouble(one);
    }
  }

  /** What {@link #write} wrote. */
  public static UnitSensors read(DataInput in) throws IOException {
    SmoothedSensors smoothed = SmoothedSensors.read(in);
    double[] last = new double[smoothed.width()];
    for (int i = 0; i < last.length; i++) {
      last[i] = in.readDouble();
    }
    return new UnitSensors(smoothed, last);
  }
}
