package io.barograph.promql.vector;

import io.barograph.promql.eval.Variance;

/** The variance of the whole population, or its root. */
final class VarianceAccumulator implements Accumulator {
  private final boolean root;
  private final Variance variance = new Variance();

  VarianceAccumulator(boolean root) {
    this.root = root;
  }

  @Override
  public void add(double value) {
    variance.add(value);
  }

  @Override
  public double result() {
    return root ? Math.sqrt(variance.value()) : variance.value();
  }
}
