package io.barograph.core.strategy;

import java.io.Serializable;

/**
 * What a backtest says of a trade of a strategy.
 *
 * @param expectancy the mean profit of a trade, in the account's currency
 * @param deviation the deviation of a trade's profit, over 0
 * @param trades of how many trades that is known; 0 if it is taken as it stands, else at least 2
 */
public record BacktestExpectation(double expectancy, double deviation, long trades)
    implements Serializable {
  public BacktestExpectation {
    if (!Double.isFinite(expectancy)) {
      throw new IllegalArgumentException("expectancy must be finite, was " + expectancy);
    }
    if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("deviation must be finite and > 0, was " + deviation);
    }
    if (trades != 0 && trades < 2) {
      throw new IllegalArgumentException("trades must be >= 2, or 0, was " + trades);
    }
  }

  /** What is taken as it stands. */
  public BacktestExpectation(double expectancy, double deviation) {
    this(expectancy, deviation, 0);
  }

  /**
   * How far off the expectancy the mean of so many live trades is, in standard errors of their
   * difference, {@code deviation * sqrt(1 / live + 1 / trades)}.
   */
  double errorsOff(double mean, long live) {
    double ofBacktest = trades == 0 ? 0 : 1.0 / trades;
    return (mean - expectancy) / (deviation * Math.sqrt(1.0 / live + ofBacktest));
  }

  /** The expectancy, less two standard errors of what is known of it. */
  double leastExpectancy() {
    return trades == 0 ? expectancy : expectancy - 2 * deviation / Math.sqrt((double) trades);
  }
}
