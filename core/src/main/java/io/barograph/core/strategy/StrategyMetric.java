package io.barograph.core.strategy;

/**
 * The catalogue of samples on strategies. Every one has the labels {@code account} (if there is
 * one) and {@code strategy}, and {@code window} where it is over one. {@code docs/measures.md} says
 * when each is undefined.
 *
 * <p>The order is a part of what measures write: constants are only ever added at the end.
 */
public enum StrategyMetric {
  /** Trades that were closed. */
  TRADES("trades", Source.TRADES),
  /** Their profit and loss, summed, in the account's currency. */
  PNL("pnl", Source.TRADES),
  /** Quantity times price, summed, in the account's currency. */
  TURNOVER("turnover", Source.TRADES),
  /** The mean value that was held over the window, of the trades closed in it. */
  EXPOSURE("exposure", Source.TRADES),
  /** Wins over all trades, break-even ones among them. */
  WIN_RATIO("win_ratio", Source.TRADES),
  /** What wins made over what losses lost. */
  PROFIT_FACTOR("profit_factor_ratio", Source.TRADES),
  /** The mean win over the mean loss. */
  PAYOFF_RATIO("payoff_ratio", Source.TRADES),
  /** What a trade makes in the mean, in the account's currency. */
  EXPECTANCY("expectancy", Source.TRADES),
  /** What a trade makes in the mean, in units of the mean loss. */
  EXPECTANCY_RATIO("expectancy_ratio", Source.TRADES),
  /** Losses up to now, one after the other. */
  CONSECUTIVE_LOSSES("consecutive_losses", Source.TRADES),
  /** The most losses one after the other. */
  LONGEST_LOSSES("consecutive_losses_max", Source.TRADES),
  /** The largest fall of summed profit, in the account's currency. */
  PNL_DRAWDOWN("pnl_drawdown_max", Source.TRADES),
  /** How far summed profit lies under its peak, in the account's currency. */
  CURRENT_PNL_DRAWDOWN("pnl_drawdown", Source.TRADES),
  /** Net profit over the largest fall of summed profit. */
  RECOVERY_FACTOR("recovery_factor_ratio", Source.TRADES),
  /** The system quality number by the deviation of a sample. */
  SYSTEM_QUALITY("system_quality_ratio", Source.TRADES),
  /** The probability that the true mean profit is over 0. */
  EDGE_PROBABILITY("edge_probability_ratio", Source.TRADES),
  /** The mean slippage in basis points. */
  SLIPPAGE("slippage_basis_points_mean", Source.TRADES),
  /** The slippage in basis points that 95 of 100 trades stay below. */
  SLIPPAGE_P95("slippage_basis_points", "0.95", Source.TRADES),
  /** The fill latency that half of the trades stay below. */
  FILL_LATENCY_P50("fill_latency_seconds", "0.5", Source.TRADES),
  /** The fill latency that 99 of 100 trades stay below. */
  FILL_LATENCY_P99("fill_latency_seconds", "0.99", Source.TRADES),
  /** The mean profit of a trade less that of the backtest, in standard errors. */
  BACKTEST_DEVIATION("backtest_deviation_ratio", Source.TRADES),
  /** The time since the newest trade was closed. */
  LAST_TRADE_AGE("last_trade_age_seconds", Source.TRADES),

  /** Marked equity in the account's currency. */
  EQUITY("equity", Source.EQUITY),
  /** Closed sessions. */
  SESSIONS("sessions", Source.EQUITY),
  /** The return from the first close to the newest mark. */
  RETURN("return_ratio", Source.EQUITY),
  /** How far marked equity lies under its peak, as a share of the peak. */
  DRAWDOWN("drawdown_ratio", Source.EQUITY),
  /** The largest fall of marked equity, as a share of its peak. */
  MAX_DRAWDOWN("drawdown_max_ratio", Source.EQUITY),
  /** The deviation of daily returns, of a year. */
  VOLATILITY("volatility_ratio", Source.EQUITY),
  /** The Sharpe ratio of daily returns over the risk-free rate, of a year. */
  SHARPE("sharpe_ratio", Source.EQUITY),
  /** The same of a session. */
  SHARPE_PER_SESSION("sharpe_per_session_ratio", Source.EQUITY),
  /** The lower end of the interval of confidence of the yearly Sharpe ratio. */
  SHARPE_LOWER("sharpe_lower_ratio", Source.EQUITY),
  /** The upper end of it. */
  SHARPE_UPPER("sharpe_upper_ratio", Source.EQUITY),
  /** The probability that the true Sharpe ratio is over the policy's. */
  PROBABILISTIC_SHARPE("sharpe_probability_ratio", Source.EQUITY),
  /** The Sortino ratio of daily returns over the risk-free rate, of a year. */
  SORTINO("sortino_ratio", Source.EQUITY),
  /** The return of a year over the largest drawdown of closes. */
  CALMAR("calmar_ratio", Source.EQUITY),
  /** The loss of a session that 5 of 100 exceed, positive for a loss. */
  VALUE_AT_RISK("value_at_risk_ratio", Source.EQUITY),
  /** The mean loss of the worst 5 of 100 sessions, positive for a loss. */
  CONDITIONAL_VALUE_AT_RISK("conditional_value_at_risk_ratio", Source.EQUITY),
  /** The size of the best 5 of 100 daily returns over that of the worst. */
  TAIL_RATIO("tail_ratio", Source.EQUITY),
  /** How straight equity grows, 0 to 1. */
  STABILITY("stability_ratio", Source.EQUITY),
  /** The time since the newest mark. */
  EQUITY_AGE("equity_age_seconds", Source.EQUITY),

  /** Orders that were submitted. */
  ORDERS("orders", Source.ORDERS),
  /** Orders that came to their end. */
  ENDED_ORDERS("orders_ended", Source.ORDERS),
  /** Rejected orders over those that came to their end. */
  REJECT_RATIO("order_reject_ratio", Source.ORDERS),
  /** Cancelled orders over those that came to their end. */
  CANCEL_RATIO("order_cancel_ratio", Source.ORDERS),
  /** Filled orders over those that came to their end. */
  EXECUTION_RATIO("order_execution_ratio", Source.ORDERS),
  /** Orders that wait for their end. */
  OPEN_ORDERS("orders_open", Source.ORDERS),
  /** The age of the oldest order that waits for its end. */
  OLDEST_ORDER_AGE("order_oldest_age_seconds", Source.ORDERS),

  /** In how many trades a strategy as good as its backtest would look so bad once. */
  BACKTEST_EVIDENCE("backtest_evidence_trades", Source.TRADES),
  /** At most so probable are so many losses in a row, among as many trades, by bad luck. */
  LOSS_STREAK_PROBABILITY("loss_streak_probability_ratio", Source.TRADES);

  /** The names of all samples on strategies start with this. */
  public static final String PREFIX = "barograph_strategy_";

  /** The records that a sample is made of. */
  public enum Source {
    TRADES,
    EQUITY,
    ORDERS
  }

  private final String metricName;
  private final String quantile;
  private final Source source;

  StrategyMetric(String name, Source source) {
    this(name, "", source);
  }

  StrategyMetric(String name, String quantile, Source source) {
    this.metricName = PREFIX + name;
    this.quantile = quantile;
    this.source = source;
  }

  /** The name of the sample. */
  public String metricName() {
    return metricName;
  }

  /** The value of the label {@code quantile}, empty for none. */
  public String quantile() {
    return quantile;
  }

  /** The records that it is made of. */
  public Source source() {
    return source;
  }
}
