package io.barograph.core.returns;

import io.barograph.core.statistics.Moments;
import io.barograph.core.statistics.NormalDistribution;

/**
 * How far a Sharpe ratio of few returns can be believed, for returns that need not be normal. All
 * ratios are those of one period. What is undefined is NaN.
 */
public final class SharpeInference {
  /*
   * Standard error: sqrt((1 - g3 SR + (g4 - 1) / 4 SR^2) / (n - 1)), g3 the skewness and g4 the
   * raw kurtosis of the population (Mertens 2002). Probability: Bailey and López de Prado, The
   * Sharpe Ratio Efficient Frontier, Journal of Risk 15 (2012).
   */

  private final double ratio;
  private final double error;

  /** Of returns with these moments. */
  public SharpeInference(Moments moments) {
    ratio = moments.isSpread() ? moments.mean() / moments.deviation(1) : Double.NaN;
    double spread = 1 - moments.skewness() * ratio + (moments.kurtosis() - 1) / 4 * ratio * ratio;
    error = spread > 0 ? Math.sqrt(spread / (moments.count() - 1)) : Double.NaN;
  }

  /** Mean over the deviation of a sample. */
  public double ratio() {
    return ratio;
  }

  /** The standard error of the ratio. */
  public double error() {
    return error;
  }

  /** The probability, 0 to 1, that the true ratio is over {@code benchmark}. */
  public double probabilityOver(double benchmark) {
    return NormalDistribution.probability((ratio - benchmark) / error);
  }

  /** The lower end of the two-sided interval that holds the true ratio with {@code confidence}. */
  public double lower(double confidence) {
    return ratio - reach(confidence);
  }

  /** The upper end of that interval. */
  public double upper(double confidence) {
    return ratio + reach(confidence);
  }

  private double reach(double confidence) {
    return error * NormalDistribution.quantile((1 + confidence) / 2);
  }
}
