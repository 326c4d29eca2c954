package io.barograph.promql.vector;

import io.barograph.promql.eval.Mean;

/** The mean of the values. */
final class MeanAccumulator implements Accumulator {
  private final Mean mean = new Mean();

  @Override
  public void add(double value) {
    mean.add(value);
  }

  @Override
  public double result() {
    return mean.value();
  }
}
