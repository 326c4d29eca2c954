package io.barograph.core.strategy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Whether the trades of a strategy make less than its backtest says, asked anew with each trade
 * without that false alarms add up. Not thread-safe.
 */
final class BacktestShortfall {
  /*
   * A Shiryaev-Roberts procedure, R = (1 + R) * e, of e-values: J. Shin, A. Ramdas, A. Rinaldo,
   * E-detectors: a nonparametric framework for sequential change detection, NEJSDS 2(2), 2024. With
   * E[e] <= 1, R less the number of trades is a supermartingale, so that R reaches c at the
   * earliest after c trades in the mean, whatever the distribution. The e-values are those of
   * Catoni's influence function, which need no more than the variance: H. Wang, A. Ramdas,
   * Catoni-style confidence sequences for heavy-tailed mean estimation, SPA 163, 2023. A shift of
   * that many deviations is found first by the bet of its size; the mean over bets keeps the bound.
   */

  /** Where evidence ends to grow, so that it recedes when all is well again. */
  static final double MOST = 100_000;

  private static final double[] BETS = {0.25, 0.5, 1};

  private final BacktestExpectation backtest;
  private final double[] evidence = new double[BETS.length];

  BacktestShortfall(BacktestExpectation backtest) {
    this.backtest = backtest;
  }

  void add(double pnl) {
    double shortfall = (backtest.leastExpectancy() - pnl) / backtest.deviation();
    for (int i = 0; i < BETS.length; i++) {
      double grown = (1 + evidence[i]) * Math.exp(influence(BETS[i] * shortfall) - square(BETS[i]));
      evidence[i] = Math.min(MOST, grown);
    }
  }

  private static double square(double bet) {
    return bet * bet / 2;
  }

  /** Catoni's influence function, the wider one: grows as a logarithm only. */
  private static double influence(double value) {
    double size = Math.abs(value);
    return Math.copySign(Math.log1p(size + size * size / 2), value);
  }

  /**
   * The number of trades in which a strategy that is as good as its backtest comes to this once in
   * the mean, or less often.
   */
  double trades() {
    double sum = 0;
    for (double one : evidence) {
      sum += one;
    }
    return sum / BETS.length;
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(backtest.leastExpectancy());
    out.writeDouble(backtest.deviation());
    for (double one : evidence) {
      out.writeDouble(one);
    }
  }

  /**
   * Reads what was written; begins anew if that was about another backtest.
   *
   * @param backtest null if there is none any more
   * @return null if there is none
   */
  static BacktestShortfall read(DataInput in, BacktestExpectation backtest) throws IOException {
    double expectancy = in.readDouble();
    double deviation = in.readDouble();
    double[] evidence = new double[BETS.length];
    for (int i = 0; i < BETS.length; i++) {
      evidence[i] = in.readDouble();
    }
    if (backtest == null) {
      return null;
    }
    BacktestShortfall test = new BacktestShortfall(backtest);
    if (backtest.leastExpectancy() == expectancy && backtest.deviation() == deviation) {
      System.arraycopy(evidence, 0, test.evidence, 0, BETS.length);
    }
    return test;
  }
}
