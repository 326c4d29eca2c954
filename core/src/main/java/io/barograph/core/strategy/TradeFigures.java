package io.barograph.core.strategy;

import io.barograph.core.returns.SharpeInference;

/**
 * The figures that are made of a {@link TradeSummary}. A trade of profit 0 is break-even: it counts
 * among the trades, is neither win nor loss, and breaks both kinds of streak. What is undefined is
 * NaN, never an infinity.
 *
 * @param of what is kept of the trades
 */
public record TradeFigures(TradeSummary of) {
  /** Wins over all trades, break-even ones among them. */
  public double winRate() {
    return of.count() == 0 ? Double.NaN : (double) of.won() / of.count();
  }

  /** What wins made over what losses lost; NaN without a loss. */
  public double profitFactor() {
    return of.paid() > 0 ? of.gained() / of.paid() : Double.NaN;
  }

  /** The mean win; 0 without one. */
  public double averageWin() {
    return of.won() == 0 ? 0 : of.gained() / of.won();
  }

  /** The mean loss, at least 0; 0 without one. */
  public double averageLoss() {
    return of.lost() == 0 ? 0 : of.paid() / of.lost();
  }

  /** The mean win over the mean loss; NaN without a loss. */
  public double payoffRatio() {
    return of.lost() == 0 ? Double.NaN : averageWin() / averageLoss();
  }

  /** What a trade is expected to make: {@code winRate * averageWin - lossRate * averageLoss}. */
  public double expectancy() {
    return of.count() == 0
        ? Double.NaN
        : winRate() * averageWin() - (double) of.lost() / of.count() * averageLoss();
  }

  /** {@code (1 + payoffRatio) * winRate - 1}. */
  public double expectancyRatio() {
    return (1 + payoffRatio()) * winRate() - 1;
  }

  /** Net profit over the largest fall of summed profit; NaN without a fall. */
  public double recoveryFactor() {
    return of.largestFall() > 0 ? of.pnl().sum() / of.largestFall() : Double.NaN;
  }

  /**
   * The system quality number, {@code sqrt(n) * mean / deviation}.
   *
   * @param freedom see {@link io.barograph.core.statistics.Moments#deviation}
   */
  public double systemQuality(int freedom) {
    return of.pnl().isSpread()
        ? Math.sqrt((double) of.count()) * of.pnl().mean() / of.pnl().deviation(freedom)
        : Double.NaN;
  }

  /** The probability that the true mean profit of a trade is over 0, as that of a Sharpe ratio. */
  public double edgeProbability() {
    return new SharpeInference(of.pnl()).probabilityOver(0);
  }

  /** How many losses the newest trades are, one after the other. */
  public long consecutiveLosses() {
    return of.losses().current();
  }

  /** The most losses one after the other. */
  public long longestLosses() {
    return of.losses().longest();
  }

  /** What the worst run of losses lost, at most 0. */
  public double worstLosses() {
    return of.losses().largestAmount();
  }

  /** The most wins one after the other. */
  public long longestWins() {
    return of.wins().longest();
  }
}
