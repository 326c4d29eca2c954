package io.barograph.core.returns;

import io.barograph.core.statistics.Moments;
import java.util.Arrays;

/**
 * Simple returns of periods that follow each other, and the wealth that they make of 1.
 *
 * <p>A period without a return, NaN, counts as time that passed: it changes neither the wealth nor
 * the mean. What is undefined is NaN, never an infinity: nothing is divided by a deviation that is
 * rounding, or by a drawdown of 0. Immutable; each measure costs one pass.
 */
public final class ReturnSeries {
  private final double[] periods;
  private final double[] returns;
  private final Moments moments;

  /** The series of {@code periods}, the oldest first; NaN where a period has no return. */
  public ReturnSeries(double... periods) {
    this.periods = periods.clone();
    this.returns = Arrays.stream(periods).filter(value -> !Double.isNaN(value)).toArray();
    this.moments = Moments.of(returns);
  }

  /**
   * The returns between levels that follow each other; empty of less than two. After a level that
   * is not positive there is none.
   */
  public static ReturnSeries ofLevels(double... levels) {
    double[] returns = new double[Math.max(0, levels.length - 1)];
    for (int i = 0; i < returns.length; i++) {
      double value = levels[i + 1] / levels[i] - 1;
      returns[i] = levels[i] > 0 && Double.isFinite(value) ? value : Double.NaN;
    }
    return new ReturnSeries(returns);
  }

  /** These returns less those of {@code other}, period by period. */
  public ReturnSeries minus(double... other) {
    if (other.length != periods.length) {
      throw new IllegalArgumentException(
          "other must be of %d periods, was of %d".formatted(periods.length, other.length));
    }
    double[] excess = new double[periods.length];
    for (int i = 0; i < excess.length; i++) {
      excess[i] = periods[i] - other[i];
    }
    return new ReturnSeries(excess);
  }

  /** These returns less {@code rate} in each period. */
  public ReturnSeries minus(double rate) {
    return rate == 0
        ? this
        : new ReturnSeries(Arrays.stream(periods).map(value -> value - rate).toArray());
  }

  /** How many periods there are, with a return or without. */
  public int periods() {
    return periods.length;
  }

  /** The returns that there are, the oldest first. */
  public double[] returns() {
    return returns.clone();
  }

  /** Mean, deviation, skewness and kurtosis of a period. */
  public Moments moments() {
    return moments;
  }

  /** What 1 has become, less 1; NaN of no period. */
  public double cumulative() {
    double[] wealth = wealth();
    return wealth.length == 0 ? Double.NaN : wealth[wealth.length - 1] - 1;
  }

  /** The growth of a year that makes the same of 1 in as many periods. */
  public double annualReturn(ReturnConvention convention) {
    return periods.length == 0
        ? Double.NaN
        : Math.pow(1 + cumulative(), convention.periodsPerYear() / periods.length) - 1;
  }

  /** The deviation of a year. */
  public double volatility(ReturnConvention convention) {
    return moments.deviation(1) * convention.rootOfYear();
  }

  /** Mean over deviation of one period; NaN if the returns do not differ. */
  public double sharpePerPeriod() {
    return moments.isSpread() ? moments.mean() / moments.deviation(1) : Double.NaN;
  }

  /** The Sharpe ratio of a year: of what exceeds the risk-free rate. */
  public double sharpe(ReturnConvention convention) {
    return minus(convention.riskFree()).sharpePerPeriod() * convention.rootOfYear();
  }

  /** The root of the mean square of what is below 0, over all periods, of a year. */
  public double downsideRisk(ReturnConvention convention) {
    double squares = 0;
    for (double value : returns) {
      double below = Math.min(value, 0);
      squares += below * below;
    }
    return returns.length == 0
        ? Double.NaN
        : Math.sqrt(squares / returns.length) * convention.rootOfYear();
  }

  /** Mean of a year over the downside risk of a year; NaN if nothing is below 0. */
  public double sortino(ReturnConvention convention) {
    double risk = downsideRisk(convention);
    return returns.length >= 2 && risk > 0
        ? moments.mean() * convention.periodsPerYear() / risk
        : Double.NaN;
  }

  /** The largest fall of wealth, beginning at 1, as a share of its peak; NaN of no period. */
  public double maxDrawdown() {
    return periods.length == 0 ? Double.NaN : drawdown().largest();
  }

  /** How far wealth lies under its peak at the end; NaN of no period. */
  public double currentDrawdown() {
    return periods.length == 0 ? Double.NaN : drawdown().current();
  }

  private Drawdown drawdown() {
    Drawdown drawdown = new Drawdown();
    drawdown.add(1);
    for (double level : wealth()) {
      drawdown.add(level);
    }
    return drawdown;
  }

  /** How far wealth lies under its peak after each period, as a share of the peak. */
  public double[] drawdowns() {
    double[] falls = wealth();
    double peak = 1;
    for (int i = 0; i < falls.length; i++) {
      peak = Math.max(peak, falls[i]);
      falls[i] = (peak - falls[i]) / peak;
    }
    return falls;
  }

  /** Annual return over the largest drawdown; NaN if there was none. */
  public double calmar(ReturnConvention convention) {
    double drawdown = maxDrawdown();
    return drawdown > 0 ? annualReturn(convention) / drawdown : Double.NaN;
  }

  /** Wealth after each period. */
  private double[] wealth() {
    double[] wealth = new double[periods.length];
    double level = 1;
    for (int i = 0; i < wealth.length; i++) {
      level *= Double.isNaN(periods[i]) ? 1 : 1 + periods[i];
      wealth[i] = level;
    }
    return wealth;
  }
}
