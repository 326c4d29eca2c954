package io.barograph.promql.vector;

/** The number of values. */
final class CountAccumulator implements Accumulator {
  private long count;

  CountAccumulator(long count) {
    this.count = count;
  }

  @Override
  public void add(double value) {
    count++;
  }

  @Override
  public void merge(Accumulator other) {
    count += ((CountAccumulator) other).count;
  }

  @Override
  public double[] state() {
    return new double[] {count};
  }

  @Override
  public double result() {
    return count;
  }
}
