package io.barograph.promql.vector;

/** The number of values. */
final class CountAccumulator implements Accumulator {
  private long count;

  @Override
  public void add(double value) {
    count++;
  }

  @Override
  public double result() {
    return count;
  }
}
