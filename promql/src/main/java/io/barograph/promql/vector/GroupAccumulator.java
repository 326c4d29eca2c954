package io.barograph.promql.vector;

/** One, as there is a value. */
final class GroupAccumulator implements Accumulator {
  @Override
  public void add(double value) {}

  @Override
  public void merge(Accumulator other) {}

  @Override
  public double[] state() {
    return new double[0];
  }

  @Override
  public double result() {
    return 1;
  }
}
