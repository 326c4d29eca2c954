package io.barograph.core.strategy;

import io.barograph.core.measure.Measure;
import io.barograph.core.measure.MeasureKind;
import io.barograph.core.measure.PolicyBook;
import java.io.DataInput;
import java.io.IOException;

/**
 * Marked equity by account and strategy.
 *
 * @param policies the windows, by account and strategy; what was written under another one is read
 */
public record EquityMeasureKind(PolicyBook<EquityPolicy> policies)
    implements MeasureKind<EquityPoint> {
  /** One policy for all. */
  public EquityMeasureKind(EquityPolicy policy) {
    this(PolicyBook.of(policy));
  }

  @Override
  public String name() {
    return "strategy-equity";
  }

  @Override
  public String key(EquityPoint point) {
    return StrategyKey.of(point.account(), point.strategy());
  }

  @Override
  public long time(EquityPoint point) {
    return point.time();
  }

  /** Of two marks of one time the greater comes last and stands: their order does not matter. */
  @Override
  public String id(EquityPoint point) {
    long bits = Double.doubleToLongBits(point.equity());
    long ordered = bits >= 0 ? bits : ~bits ^ Long.MIN_VALUE;
    return "%016x".formatted(ordered ^ Long.MIN_VALUE);
  }

  @Override
  public Measure<EquityPoint> begin(EquityPoint first) {
    return new EquityMeasure(
        first.account(),
        first.strategy(),
        first.venue(),
        policies.of(StrategyKey.labels(first.account(), first.strategy())));
  }

  @Override
  public Measure<EquityPoint> read(DataInput in) throws IOException {
    return EquityMeasure.read(in, policies);
  }
}
