package io.barograph.core.strategy;

import io.barograph.core.returns.Drawdown;
import io.barograph.core.statistics.Percentile;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of all trades of one strategy that are at hand together: those of {@link
 * TradeFigures}, and what needs every trade, exact quantiles and the drawdown of a balance.
 */
public final class TradeReport {
  /** The order of trades: by the time at which they closed, then by the number of their id. */
  public static final Comparator<Trade> ORDER =
      Comparator.comparingLong(Trade::closeTime).thenComparing(Trade::orderedId);

  private final TradeFigures figures;
  private final List<Trade> ordered;
  private final double[] slippages;
  private final double[] latencies;
  private final Drawdown balance = new Drawdown();

  /**
   * A report on {@code trades}, in any order.
   *
   * @param startingBalance what the account held before the first of them
   */
  public TradeReport(List<Trade> trades, double startingBalance) {
    TradeSummary summary = new TradeSummary();
    double level = startingBalance;
    balance.add(level);
    ordered = trades.stream().sorted(ORDER).toList();
    for (Trade trade : ordered) {
      summary.add(trade);
      level += trade.pnl();
      balance.add(level);
    }
    figures = new TradeFigures(summary);
    slippages =
        trades.stream()
            .mapToDouble(Trade::slippageBasisPoints)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    latencies =
        trades.stream()
            .mapToDouble(Trade::fillLatencyMillis)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
  }

  /** What needs no more than a summary. */
  public TradeFigures figures() {
    return figures;
  }

  /** The largest fall of the balance, as a share of its peak. */
  public double relativeDrawdown() {
    return balance.largest();
  }

  /** A quantile of the slippage in basis points, linear between two trades. */
  public double slippageQuantile(double share) {
    return Percentile.ofSorted(slippages, share);
  }

  /** A quantile of the fill latency in milliseconds, linear between two trades. */
  public double latencyMillisQuantile(double share) {
    return Percentile.ofSorted(latencies, share);
  }

  /** All of it by name, in the order in which it is told; NaN is undefined. */
  public Map<String, Double> metrics() {
    TradeSummary summary = figures.of();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("n", (double) summary.count());
    metrics.put("wins", (double) summary.won());
    metrics.put("losses", (double) summary.lost());
    metrics.put("breakeven", (double) (summary.count() - summary.won() - summary.lost()));
    metrics.put("win_rate", figures.winRate());
    metrics.put("gross_profit", summary.gained());
    metrics.put("gross_loss", summary.paid());
    metrics.put("net", summary.pnl().sum());
    metrics.put("profit_factor", figures.profitFactor());
    metrics.put("expected_payoff", summary.pnl().mean());
    metrics.put("expectancy", figures.expectancy());
    metrics.put("expectancy_ratio", figures.expectancyRatio());
    metrics.put("avg_win", figures.averageWin());
    metrics.put("avg_loss", figures.averageLoss());
    metrics.put("payoff_ratio", figures.payoffRatio());
    metrics.put("max_consecutive_losses", (double) figures.longestLosses());
    metrics.put("max_consecutive_wins", (double) figures.longestWins());
    metrics.put("max_consecutive_loss_amount", figures.worstLosses());
    metrics.put("max_drawdown_abs", summary.largestFall());
    metrics.put("max_drawdown_rel", relativeDrawdown());
    metrics.put("recovery_factor", figures.recoveryFactor());
    metrics.put("sqn_ddof0", figures.systemQuality(0));
    metrics.put("sqn_ddof1", figures.systemQuality(1));
    metrics.put("slippage_bps_mean", summary.slippage().mean());
    metrics.put("slippage_bps_p95_linear", slippageQuantile(0.95));
    metrics.put("fill_latency_ms_p99_linear", latencyMillisQuantile(0.99));
    return metrics;
  }

  /**
   * The same, and how the trades compare with a backtest.
   *
   * @param backtest null for none
   */
  public Map<String, Double> metrics(BacktestExpectation backtest) {
    Map<String, Double> metrics = metrics();
    if (backtest != null) {
      BacktestShortfall shortfall = new BacktestShortfall(backtest);
      ordered.forEach(trade -> shortfall.add(trade.pnl()));
      TradeSummary summary = figures.of();
      metrics.put("backtest_deviation", backtest.errorsOff(summary.pnl().mean(), summary.count()));
      metrics.put("backtest_evidence_trades", shortfall.trades());
    }
    return metrics;
  }
}
