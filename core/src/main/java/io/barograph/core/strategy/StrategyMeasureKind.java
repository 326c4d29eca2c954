package io.barograph.core.strategy;

import io.barograph.core.measure.Measure;
import io.barograph.core.measure.MeasureKind;
import io.barograph.core.measure.PolicyBook;
import java.io.DataInput;
import java.io.IOException;

/**
 * Trades by account and strategy.
 *
 * @param policies the windows, by account and strategy; what was written under another one is read,
 *     as far as it has them
 */
public record StrategyMeasureKind(PolicyBook<TradePolicy> policies) implements MeasureKind<Trade> {
  /** One policy for all. */
  public StrategyMeasureKind(TradePolicy policy) {
    this(PolicyBook.of(policy));
  }

  @Override
  public String name() {
    return "strategy-trades";
  }

  @Override
  public String key(Trade trade) {
    return StrategyKey.of(trade.account(), trade.strategy());
  }

  @Override
  public long time(Trade trade) {
    return trade.closeTime();
  }

  @Override
  public String id(Trade trade) {
    return trade.orderedId();
  }

  @Override
  public Measure<Trade> begin(Trade first) {
    return new StrategyMeasure(
        first.account(),
        first.strategy(),
        policies.of(StrategyKey.labels(first.account(), first.strategy())));
  }

  @Override
  public Measure<Trade> read(DataInput in) throws IOException {
    return StrategyMeasure.read(in, policies);
  }
}
