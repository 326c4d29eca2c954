package io.barograph.core.returns;

import java.io.Serializable;

/**
 * How figures of one period become figures of a year. Deviations are those of a sample (one degree
 * of freedom less) everywhere.
 *
 * @param periodsPerYear 252 for sessions of an equity venue, 365 for days of a venue that never
 *     closes
 * @param annualRiskFree the risk-free rate of a year, converted geometrically: {@code (1 + rate)^(1
 *     / periodsPerYear) - 1} a period
 */
public record ReturnConvention(double periodsPerYear, double annualRiskFree)
    implements Serializable {
  /** Sessions of an equity venue, without a risk-free rate. */
  public static final ReturnConvention DAILY = new ReturnConvention(252, 0);

  public ReturnConvention {
    if (!(periodsPerYear > 0 && periodsPerYear < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "periodsPerYear must be finite and > 0, was " + periodsPerYear);
    }
    if (!(annualRiskFree > -1 && annualRiskFree < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "annualRiskFree must be finite and > -1, was " + annualRiskFree);
    }
  }

  /** The risk-free rate of a period. */
  public double riskFree() {
    return annualRiskFree == 0 ? 0 : Math.pow(1 + annualRiskFree, 1 / periodsPerYear) - 1;
  }

  /** What the deviation of a period is multiplied by to be that of a year. */
  public double rootOfYear() {
    return Math.sqrt(periodsPerYear);
  }
}
