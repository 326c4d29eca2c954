package io.barograph.core.returns;

import io.barograph.core.statistics.Moments;

/**
 * A series beside that of a benchmark, over the periods in which both have a return. What is
 * undefined is NaN.
 */
public final class BenchmarkMeasures {
  /** A variance of the benchmark below this is none. */
  private static final double MIN_VARIANCE = 1e-30;

  private final double beta;
  private final double excess;
  private final int both;

  /**
   * Of {@code returns} and {@code benchmark} of the same periods.
   *
   * @param riskFree the risk-free rate of a period
   */
  public BenchmarkMeasures(double[] returns, double[] benchmark, double riskFree) {
    if (returns.length != benchmark.length) {
      throw new IllegalArgumentException(
          "benchmark must be of %d periods, was of %d".formatted(returns.length, benchmark.length));
    }
    Moments ours = new Moments();
    Moments theirs = new Moments();
    for (int i = 0; i < returns.length; i++) {
      if (!Double.isNaN(returns[i]) && !Double.isNaN(benchmark[i])) {
        ours.add(returns[i] - riskFree);
        theirs.add(benchmark[i] - riskFree);
      }
    }
    double together = 0;
    for (int i = 0; i < returns.length; i++) {
      if (!Double.isNaN(returns[i]) && !Double.isNaN(benchmark[i])) {
        together +=
            (returns[i] - riskFree - ours.mean()) * (benchmark[i] - riskFree - theirs.mean());
      }
    }
    both = (int) ours.count();
    double variance = both < 2 ? 0 : theirs.variance(0);
    beta = variance >= MIN_VARIANCE ? together / both / variance : Double.NaN;
    excess = ours.mean() - beta * theirs.mean();
  }

  /** How many units the series moves with one of the benchmark; NaN of less than two periods. */
  public double beta() {
    return beta;
  }

  /** The growth of a year that the benchmark does not explain. */
  public double alpha(ReturnConvention convention) {
    return both < 2 ? Double.NaN : Math.pow(1 + excess, convention.periodsPerYear()) - 1;
  }
}
