package io.barograph.promql.vector;

/** The least or the greatest value; NaN only where all are. */
final class ExtremeAccumulator implements Accumulator {
  private final boolean greatest;
  private double extreme;

  ExtremeAccumulator(boolean greatest, double extreme) {
    this.greatest = greatest;
    this.extreme = extreme;
  }

  @Override
  public void add(double value) {
    boolean isBeyond = greatest ? value > extreme : value < extreme;
    if (isBeyond || Double.isNaN(extreme)) {
      extreme = value;
    }
  }

  @Override
  public void merge(Accumulator other) {
    add(((ExtremeAccumulator) other).extreme);
  }

  @Override
  public double[] state() {
    return new double[] {extreme};
  }

  @Override
  public double result() {
    return extreme;
  }
}
