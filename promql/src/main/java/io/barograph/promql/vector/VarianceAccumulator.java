package io.barograph.promql.vector;

import io.barograph.promql.eval.Variance;

/** The variance of the whole population, or its root. */
final class VarianceAccumulator implements Accumulator {
  private final boolean root;
  private final Variance variance;

  VarianceAccumulator(boolean root, Variance variance) {
    this.root = root;
    this.variance = variance;
  }

  @Override
  public void add(double value) {
    variance.add(value);
  }

  @Override
  public void merge(Accumulator other) {
    variance.merge(((VarianceAccumulator) other).variance);
  }

  @Override
  public double[] state() {
    return variance.state();
  }

  @Override
  public double result() {
    return root ? Math.sqrt(variance.value()) : variance.value();
  }
}
