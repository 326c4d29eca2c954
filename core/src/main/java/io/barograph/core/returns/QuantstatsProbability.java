package io.barograph.core.returns;

import io.barograph.core.statistics.Moments;
import io.barograph.core.statistics.NormalDistribution;

/**
 * The probabilistic Sharpe ratio as quantstats prints it, for comparison alone: its kurtosis is
 * already the excess over 3, and 3 is taken from it once more; its moments are corrected for bias.
 * The right one is {@link SharpeInference#probabilityOver}.
 */
final class QuantstatsProbability {
  private QuantstatsProbability() {}

  static double of(Moments moments) {
    double ratio = new SharpeInference(moments).ratio();
    double spread =
        1
            + ratio * ratio / 2
            - moments.sampleSkewness() * ratio
            + (moments.sampleExcessKurtosis() - 3) / 4 * ratio * ratio;
    return NormalDistribution.probability(ratio / Math.sqrt(spread / (moments.count() - 1)));
  }
}
