package io.barograph.core.returns;

import io.barograph.core.statistics.Moments;
import io.barograph.core.statistics.NormalDistribution;
import io.barograph.core.statistics.Percentile;
import java.util.Arrays;

/**
 * What the worst and the best returns of a series say. Losses are negative numbers, as returns are;
 * what is undefined is NaN.
 */
public final class TailMeasures {
  private final double[] ascending;

  /** Of the returns of {@code series}. */
  public TailMeasures(ReturnSeries series) {
    ascending = series.returns();
    Arrays.sort(ascending);
  }

  /** The return that a share {@code cutoff} of them lies below, linear between two. */
  public double valueAtRisk(double cutoff) {
    return Percentile.ofSorted(ascending, cutoff);
  }

  /** The mean of the lowest {@code floor((n - 1) * cutoff) + 1} returns. */
  public double conditionalValueAtRisk(double cutoff) {
    if (ascending.length == 0) {
      return Double.NaN;
    }
    int worst = (int) ((ascending.length - 1) * cutoff) + 1;
    return Moments.of(Arrays.copyOf(ascending, worst)).mean();
  }

  /** The value at risk of a normal distribution of the same mean and deviation. */
  public double gaussianValueAtRisk(double cutoff) {
    Moments moments = Moments.of(ascending);
    return moments.mean() + NormalDistribution.quantile(cutoff) * moments.deviation(1);
  }

  /** The size of the 95th percentile over that of the 5th; NaN if the latter is 0. */
  public double tailRatio() {
    double low = Math.abs(Percentile.ofSorted(ascending, 0.05));
    return low > 0 ? Math.abs(Percentile.ofSorted(ascending, 0.95)) / low : Double.NaN;
  }
}
