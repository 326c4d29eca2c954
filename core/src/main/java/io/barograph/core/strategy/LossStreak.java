package io.barograph.core.strategy;

/**
 * How improbable it is that a strategy loses so many times in a row by bad luck, given how often it
 * lost before.
 *
 * @param length how many losses the newest trades are
 * @param before how many trades there were before them
 * @param lostBefore how many of those were losses
 */
record LossStreak(long length, long before, long lostBefore) {
  /*
   * The losses of the streak itself say nothing about how often the strategy loses when all is well,
   * so that only the trades before it are asked. Of a losses in m of them, Laplace's rule of
   * succession makes the probability that the next k are all losses
   *
   *   (a + 1) / (m + 2) * (a + 2) / (m + 3) * ... * (a + k) / (m + k + 1),
   *
   * which is never 0 or 1, allows for how little few trades say, and comes near (a / m)^k of many.
   * A streak may begin at each of n trades, so that n times as much bounds the probability of one
   * among them (Boole's inequality).
   */

  /** A longer streak is taken for one of this length, which is no less probable. */
  private static final int LONGEST = 1_000;

  /** The streak at the end of all trades of a strategy. */
  static LossStreak of(TradeSummary all) {
    long length = all.losses().current();
    return new LossStreak(length, all.count() - length, all.lost() - length);
  }

  /** The probability that trades which begin now are so many losses in a row. */
  double probability() {
    double probability = 1;
    for (int i = 0; i < Math.min(length, LONGEST); i++) {
      probability *= (lostBefore + 1.0 + i) / (before + 2.0 + i);
    }
    return probability;
  }

  /** At most so probable is such a streak among {@code trades}, 0 to 1. */
  double probabilityAmong(long trades) {
    return Math.min(1, trades * probability());
  }
}
