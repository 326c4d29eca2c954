package io.barograph.promql.vector;

/** The least or the greatest value; NaN only where all are. */
final class ExtremeAccumulator implements Accumulator {
  private final boolean greatest;
  private double extreme = Double.NaN;

  ExtremeAccumulator(boolean greatest) {
    this.greatest = greatest;
  }

  @Override
  public void add(double value) {
    boolean isBeyond = greatest ? value > extreme : value < extreme;
    if (isBeyond || Double.isNaN(extreme)) {
      extreme = value;
    }
  }

  @Override
  public double result() {
    return extreme;
  }
}
