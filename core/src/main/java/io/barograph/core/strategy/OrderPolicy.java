package io.barograph.core.strategy;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Over what windows the orders of strategies are judged.
 *
 * @param windows spans of event time, 8 at most
 * @param minOrders below so many orders that came to their end a ratio gives no sample
 * @param maxOpenOrders how many open orders are followed at most, up to 4,096; newer ones are not
 * @param forgetAfter a strategy without an order for so long is forgotten, its open orders too
 */
public record OrderPolicy(
    List<Duration> windows, int minOrders, int maxOpenOrders, Duration forgetAfter)
    implements Serializable {
  /** An hour and a day, and no verdict on less than 30 orders. */
  public static final OrderPolicy DEFAULT =
      new OrderPolicy(
          List.of(Duration.ofHours(1), Duration.ofDays(1)), 30, 1_024, Duration.ofDays(7));

  private static final int MAX_OPEN_ORDERS = 4_096;

  public OrderPolicy {
    windows = List.copyOf(windows);
    Bounds.requireFew("windows", windows);
    Bounds.requireAtLeast("minOrders", 1, minOrders);
    Bounds.requireSpan("forgetAfter", forgetAfter);
    for (Duration window : windows) {
      Bounds.requireSpan("a window", window);
    }
    if (maxOpenOrders < 1 || maxOpenOrders > MAX_OPEN_ORDERS) {
      throw new IllegalArgumentException(
          "maxOpenOrders must be 1 to %d, was %d".formatted(MAX_OPEN_ORDERS, maxOpenOrders));
    }
  }

  /** The values of the label {@code window}. */
  List<String> labels() {
    return windows.stream().map(Bounds::label).toList();
  }
}
