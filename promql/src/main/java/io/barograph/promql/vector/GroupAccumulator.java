package io.barograph.promql.vector;

/** One, as there is a value. */
final class GroupAccumulator implements Accumulator {
  @Override
  public void add(double value) {}

  @Override
  public double result() {
    return 1;
  }
}
