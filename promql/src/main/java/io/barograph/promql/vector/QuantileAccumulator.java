package io.barograph.promql.vector;

import io.barograph.promql.eval.Quantile;
import java.util.Arrays;

/** A quantile of the values. */
final class QuantileAccumulator implements Accumulator {
  private final double level;
  private double[] values = new double[8];
  private int count;

  QuantileAccumulator(double level) {
    this.level = level;
  }

  @Override
  public void add(double value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
  }

  @Override
  public double result() {
    return Quantile.of(values, count, level);
  }
}
