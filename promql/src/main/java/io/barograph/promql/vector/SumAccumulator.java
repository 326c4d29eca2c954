package io.barograph.promql.vector;

import io.barograph.promql.eval.CompensatedSum;

/** The sum, rounding errors made good. */
final class SumAccumulator implements Accumulator {
  private double sum;
  private double lost;

  SumAccumulator(double sum, double lost) {
    this.sum = sum;
    this.lost = lost;
  }

  @Override
  public void add(double value) {
    lost = CompensatedSum.lost(lost, sum, value);
    sum += value;
  }

  @Override
  public void merge(Accumulator other) {
    SumAccumulator part = (SumAccumulator) other;
    add(part.sum);
    lost += part.lost;
  }

  @Override
  public double[] state() {
    return new double[] {sum, lost};
  }

  @Override
  public double result() {
    return Double.isInfinite(sum) ? sum : sum + lost;
  }
}
