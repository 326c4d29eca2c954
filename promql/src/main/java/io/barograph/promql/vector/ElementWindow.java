package io.barograph.promql.vector;

import io.barograph.promql.eval.SampleWindow;
import java.util.Arrays;

/** The values of one element at one tick or at the steps of a sub-query. Not thread-safe. */
final class ElementWindow implements SampleWindow {
  private final double[] scalars;
  private long[] timestamps = new long[1];
  private double[] values = new double[1];
  private int size;

  ElementWindow(double[] scalars) {
    this.scalars = scalars;
  }

  void clear() {
    size = 0;
  }

  void add(long timestamp, double value) {
    if (size == values.length) {
      timestamps = Arrays.copyOf(timestamps, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    timestamps[size] = timestamp;
    values[size] = value;
    size++;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long timestamp(int index) {
    return timestamps[index];
  }

  @Override
  public double value(int index) {
    return values[index];
  }

  @Override
  public boolean stale(int index) {
    return false;
  }

  @Override
  public double scalar(int index) {
    return scalars[index];
  }
}
