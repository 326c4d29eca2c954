package io.barograph.core.strategy;

import io.barograph.core.measure.Measure;
import io.barograph.core.measure.MeasureKind;
import io.barograph.core.measure.PolicyBook;
import java.io.DataInput;
import java.io.IOException;

/**
 * Changes of orders by account and strategy.
 *
 * @param policies the windows, by account and strategy; what was written under another one is read,
 *     as far as it has them
 */
public record OrderMeasureKind(PolicyBook<OrderPolicy> policies)
    implements MeasureKind<OrderChange> {
  /** One policy for all. */
  public OrderMeasureKind(OrderPolicy policy) {
    this(PolicyBook.of(policy));
  }

  @Override
  public String name() {
    return "strategy-orders";
  }

  @Override
  public String key(OrderChange change) {
    return StrategyKey.of(change.account(), change.strategy());
  }

  @Override
  public long time(OrderChange change) {
    return change.time();
  }

  /** The state in the order of its life, then the id: an order that ends at once begins first. */
  @Override
  public String id(OrderChange change) {
    return change.state().ordinal() + " " + change.id();
  }

  @Override
  public Measure<OrderChange> begin(OrderChange first) {
    return new OrderMeasure(
        first.account(),
        first.strategy(),
        policies.of(StrategyKey.labels(first.account(), first.strategy())));
  }

  @Override
  public Measure<OrderChange> read(DataInput in) throws IOException {
    return OrderMeasure.read(in, policies);
  }
}
