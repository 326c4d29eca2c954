package io.barograph.core.returns;

/**
 * Winning and losing periods of a series. A return of 0 is neither: it is in no rate, and it breaks
 * both kinds of streak. What is undefined is NaN.
 */
public final class WinMeasures {
  private int wins;
  private int losses;
  private double gained;
  private double lost;
  private int longestWins;
  private int longestLosses;

  /** Of the returns of {@code series}. */
  public WinMeasures(ReturnSeries series) {
    int won = 0;
    int failed = 0;
    for (double value : series.returns()) {
      won = value > 0 ? won + 1 : 0;
      failed = value < 0 ? failed + 1 : 0;
      longestWins = Math.max(longestWins, won);
      longestLosses = Math.max(longestLosses, failed);
      wins += value > 0 ? 1 : 0;
      losses += value < 0 ? 1 : 0;
      gained += Math.max(value, 0);
      lost -= Math.min(value, 0);
    }
  }

  /** Wins over wins and losses. */
  public double winRate() {
    return wins + losses == 0 ? Double.NaN : (double) wins / (wins + losses);
  }

  /** What was gained over what was lost; NaN if nothing was lost. */
  public double profitFactor() {
    return lost > 0 ? gained / lost : Double.NaN;
  }

  /** The mean win over the mean loss; NaN without one of them. */
  public double payoffRatio() {
    return wins > 0 && losses > 0 ? gained / wins / (lost / losses) : Double.NaN;
  }

  /** The most winning periods one after the other. */
  public int longestWins() {
    return longestWins;
  }

  /** The most losing periods one after the other. */
  public int longestLosses() {
    return longestLosses;
  }

  /**
   * What was gained over {@code threshold} by what was lost under it, both of one period; NaN if
   * nothing was lost, and of less than two returns.
   */
  public static double omega(ReturnSeries series, double threshold) {
    WinMeasures beyond = new WinMeasures(series.minus(threshold));
    return series.returns().length >= 2 ? beyond.profitFactor() : Double.NaN;
  }
}
