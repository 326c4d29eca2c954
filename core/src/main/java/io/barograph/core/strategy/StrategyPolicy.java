package io.barograph.core.strategy;

import java.io.Serializable;

/**
 * How an account and strategy is judged.
 *
 * @param trades by its trades
 * @param orders by its orders
 * @param equity by its marked equity
 */
public record StrategyPolicy(TradePolicy trades, OrderPolicy orders, EquityPolicy equity)
    implements Serializable {
  /** The defaults of all parts. */
  public static final StrategyPolicy DEFAULT =
      new StrategyPolicy(TradePolicy.DEFAULT, OrderPolicy.DEFAULT, EquityPolicy.DEFAULT);
}
