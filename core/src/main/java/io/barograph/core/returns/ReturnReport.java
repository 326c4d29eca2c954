package io.barograph.core.returns;

import io.barograph.core.statistics.Moments;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All measures of a whole series, each by a name that says its convention: {@code rf0} without a
 * risk-free rate, {@code ann} of a year, {@code ddof1} by the deviation of a sample. Drawdowns are
 * negative here, as libraries print them. NaN is undefined.
 */
public final class ReturnReport {
  private static final double CUTOFF = 0.05;

  private ReturnReport() {}

  /** The measures of {@code series} in the order in which they are told. */
  public static Map<String, Double> of(ReturnSeries series, ReturnConvention convention) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("n_returns", (double) series.periods());
    metrics.put("annualization", convention.periodsPerYear());
    putMoments(series.moments(), metrics);
    putRatios(series, convention, metrics);
    putPath(series, convention, metrics);
    TailMeasures tails = new TailMeasures(series);
    WinMeasures wins = new WinMeasures(series);
    metrics.put("omega_0", WinMeasures.omega(series, 0));
    metrics.put("var_hist_5pct", tails.valueAtRisk(CUTOFF));
    metrics.put("cvar_hist_5pct", tails.conditionalValueAtRisk(CUTOFF));
    metrics.put("var_gauss_95", tails.gaussianValueAtRisk(CUTOFF));
    metrics.put("tail_ratio", tails.tailRatio());
    metrics.put("win_rate_nonzero", wins.winRate());
    metrics.put("profit_factor", wins.profitFactor());
    metrics.put("payoff_ratio", wins.payoffRatio());
    metrics.put("max_consecutive_losses", (double) wins.longestLosses());
    metrics.put("max_consecutive_wins", (double) wins.longestWins());
    return metrics;
  }

  private static void putMoments(Moments moments, Map<String, Double> metrics) {
    metrics.put("mean", moments.mean());
    metrics.put("std_ddof1", moments.deviation(1));
    metrics.put("std_ddof0", moments.deviation(0));
    metrics.put("skew_bias_corrected", moments.sampleSkewness());
    metrics.put("kurtosis_excess_bias_corrected", moments.sampleExcessKurtosis());
  }

  private static void putRatios(
      ReturnSeries series, ReturnConvention convention, Map<String, Double> metrics) {
    ReturnConvention free = new ReturnConvention(convention.periodsPerYear(), 0);
    SharpeInference sharpe = new SharpeInference(series.moments());
    double annual = series.sharpe(free);
    double n = (double) series.moments().count();
    metrics.put("sharpe_rf0_ann", annual);
    metrics.put("sharpe_rf0_per_period", sharpe.ratio());
    if (convention.annualRiskFree() != 0) {
      metrics.put(
          "sharpe_" + riskFreeName(convention.annualRiskFree()) + "_ann",
          series.sharpe(convention));
    }
    metrics.put("sharpe_rf0_ann_ddof0", annual * Math.sqrt(n / (n - 1)));
    metrics.put("sharpe_quantstats_periods", annual);
    metrics.put("sharpe_rf0_standard_error", sharpe.error());
    metrics.put("sortino_rf0_ann", series.sortino(free));
    metrics.put("sortino_quantstats", series.sortino(free));
    metrics.put("downside_risk_ann", series.downsideRisk(convention));
    metrics.put("psr_vs_0", sharpe.probabilityOver(0));
    metrics.put("psr_quantstats_value", QuantstatsProbability.of(series.moments()));
  }

  private static void putPath(
      ReturnSeries series, ReturnConvention convention, Map<String, Double> metrics) {
    PathMeasures path = new PathMeasures(series);
    metrics.put("cum_return", series.cumulative());
    metrics.put("cagr_by_count", series.annualReturn(convention));
    metrics.put("volatility_ann", series.volatility(convention));
    metrics.put("max_drawdown", -series.maxDrawdown());
    metrics.put("current_drawdown", -series.currentDrawdown());
    metrics.put("max_underwater_bars", (double) path.longestUnderwater());
    metrics.put("calmar", series.calmar(convention));
    metrics.put("recovery_factor_sum_over_mdd", path.recoveryFactor());
    metrics.put("ulcer_index_quantstats", path.ulcerIndex());
    metrics.put("stability", path.stability());
  }

  /**
   * How a risk-free rate stands in a name: {@code rf4pct} for 0.04 a year, {@code rf0} for none.
   */
  public static String riskFreeName(double annualRiskFree) {
    BigDecimal percent = new BigDecimal(Double.toString(annualRiskFree)).movePointRight(2);
    return percent.signum() == 0
        ? "rf0"
        : "rf" + percent.stripTrailingZeros().toPlainString() + "pct";
  }
}
