package io.barograph.core.strategy;

import io.barograph.core.window.Summary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How many orders came to which state. Not thread-safe. */
final class OrderSummary implements Summary<OrderSummary> {
  private static final OrderState[] STATES = OrderState.values();

  private final long[] counts = new long[STATES.length];

  void add(OrderState state) {
    counts[state.ordinal()]++;
  }

  @Override
  public void merge(OrderSummary later) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += later.counts[i];
    }
  }

  long count(OrderState state) {
    return counts[state.ordinal()];
  }

  /** How many came to their end. */
  long ended() {
    long ended = 0;
    for (OrderState state : STATES) {
      ended += state.isFinal() ? count(state) : 0;
    }
    return ended;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (long count : counts) {
      out.writeLong(count);
    }
  }

  static OrderSummary read(DataInput in) throws IOException {
    OrderSummary summary = new OrderSummary();
    for (int i = 0; i < summary.counts.length; i++) {
      summary.counts[i] = in.readLong();
    }
    return summary;
  }
}
