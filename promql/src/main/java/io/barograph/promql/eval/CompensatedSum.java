package io.barograph.promql.eval;

/**
 * What a sum of doubles loses to rounding, after Neumaier, "Rundungsfehleranalyse einiger Verfahren
 * zur Summation endlicher Summen" (1974).
 */
public final class CompensatedSum {
  private CompensatedSum() {}

  /**
   * What has been lost so far once {@code summand} is added to {@code sum}; nothing where the new
   * sum is infinite.
   */
  public static double lost(double lostBefore, double sum, double summand) {
    double newSum = sum + summand;
    if (Double.isInfinite(newSum)) {
      return 0;
    }
    return Math.abs(sum) >= Math.abs(summand)
        ? lostBefore + ((sum - newSum) + summand)
        : lostBefore + ((summand - newSum) + sum);
  }
}
