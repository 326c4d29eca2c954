package io.barograph.promql.vector;

import io.barograph.promql.eval.CompensatedSum;

/** The sum, rounding errors made good. */
final class SumAccumulator implements Accumulator {
  private double sum;
  private double lost;

  @Override
  public void add(double value) {
    lost = CompensatedSum.lost(lost, sum, value);
    sum += value;
  }

  @Override
  public double result() {
    return Double.isInfinite(sum) ? sum : sum + lost;
  }
}
