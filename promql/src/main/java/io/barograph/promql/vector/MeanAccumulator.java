package io.barograph.promql.vector;

import io.barograph.promql.eval.Mean;

/** The mean of the values. */
final class MeanAccumulator implements Accumulator {
  private final Mean mean;

  MeanAccumulator(Mean mean) {
    this.mean = mean;
  }

  @Override
  public void add(double value) {
    mean.add(value);
  }

  @Override
  public void merge(Accumulator other) {
    mean.merge(((MeanAccumulator) other).mean);
  }

  @Override
  public double[] state() {
    return mean.state();
  }

  @Override
  public double result() {
    return mean.value();
  }
}
