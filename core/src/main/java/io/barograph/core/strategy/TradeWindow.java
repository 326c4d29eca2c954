package io.barograph.core.strategy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.DoubleUnaryOperator;

/** The trades of a window, however it is bounded. Not thread-safe. */
interface TradeWindow {
  /** Adds a trade; {@code ordinal} counts all trades of the strategy, from 1. */
  void add(Trade trade, long ordinal);

  /** What is in the window at {@code tick}, when {@code ordinal} trades were told. */
  View upTo(long tick, long ordinal);

  void write(DataOutput out) throws IOException;

  /** Reads into this window, which is empty, what {@link #write} wrote. */
  void read(DataInput in) throws IOException;

  /**
   * What is in a window.
   *
   * @param summary of the trades
   * @param slippage its quantiles in basis points
   * @param latencies how many fill latencies are known
   * @param latencyMillis their quantiles
   * @param spanMillis of a window by time, 0 of any other
   */
  record View(
      TradeSummary summary,
      DoubleUnaryOperator slippage,
      long latencies,
      DoubleUnaryOperator latencyMillis,
      long spanMillis) {}
}
