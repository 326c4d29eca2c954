package io.barograph.jobs.measures;

import io.barograph.core.strategy.EquityPoint;
import io.barograph.core.strategy.OrderChange;
import io.barograph.core.strategy.OrderState;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Stories of the equity of one strategy, hour by hour, and of its orders. */
final class AccountStories {
  private static final long DAY = 86_400_000;
  private static final long HOUR = 3_600_000;
  private static final long START = 20_150 * DAY;

  private AccountStories() {}

  static List<AlertStory> stories() {
    return List.of(
        equity(
            "StrategyDrawdownHigh",
            told -> marks(told, 100, 105, 110, 104, 98, 97),
            told -> marks(told, 100, 105, 110, 106, 102, 101)),
        equity(
            "StrategySessionDrawdownHigh",
            told -> marks(told, 100, 100, 94, 94),
            told -> marks(told, 100, 100, 98, 96, 94)),
        equity(
            "StrategyMaxDrawdownHigh",
            told -> marks(told, 100, 90, 75, 90, 105),
            told -> marks(told, 100, 90, 85, 90, 105)),
        equity(
            "StrategySharpeNegative",
            told -> alternating(told, 0.005, -0.015),
            told -> alternating(told, 0.015, -0.005)),
        orders(
            "StrategyRejectRatioHigh",
            i -> i % 5 == 0 ? OrderState.REJECTED : OrderState.FILLED,
            i -> i % 40 == 0 ? OrderState.REJECTED : OrderState.FILLED),
        orders(
            "StrategyExecutionRatioLow",
            i -> i % 3 != 0 ? OrderState.CANCELLED : OrderState.FILLED,
            i -> i % 3 == 0 ? OrderState.CANCELLED : OrderState.FILLED),
        new AlertStory(
            "StrategyOrderStuck",
            "business/orders.yml",
            Duration.ofSeconds(15),
            told -> {
              order(told, "lost", OrderState.SUBMITTED, 0);
              orders(told, any -> OrderState.FILLED);
            },
            told -> {
              order(told, "slow", OrderState.SUBMITTED, 0);
              order(told, "slow", OrderState.FILLED, 240_000);
              orders(told, any -> OrderState.FILLED);
            }));
  }

  private static AlertStory equity(
      String alert, Consumer<ToldRecords> faulty, Consumer<ToldRecords> healthy) {
    return new AlertStory(alert, "business/equity.yml", Duration.ofHours(1), faulty, healthy);
  }

  /** One value from noon to noon, marked every hour. */
  private static void marks(ToldRecords told, double... values) {
    for (int i = 0; i < 24 * values.length; i++) {
      told.add(point(START + DAY / 2 + i * HOUR, values[i / 24]));
    }
  }

  /** Forty-five days that return the one and the other by turns, marked every hour. */
  private static void alternating(ToldRecords told, double even, double odd) {
    double value = 100;
    for (int i = 0; i < 24 * 45; i++) {
      if (i % 24 == 0) {
        value *= 1 + (i / 24 % 2 == 0 ? even : odd);
      }
      told.add(point(START + i * HOUR, value));
    }
  }

  private static EquityPoint point(long time, double equity) {
    return new EquityPoint("acct-1", "momentum", "", time, equity);
  }

  private static AlertStory orders(
      String alert, IntFunction<OrderState> faulty, IntFunction<OrderState> healthy) {
    return new AlertStory(
        alert,
        "business/orders.yml",
        Duration.ofSeconds(15),
        told -> orders(told, faulty),
        told -> orders(told, healthy));
  }

  /** Eighty orders, one every ten seconds, each of which ends after one. */
  private static void orders(ToldRecords told, IntFunction<OrderState> ends) {
    for (int i = 1; i <= 80; i++) {
      order(told, "o-" + i, OrderState.SUBMITTED, i * 10_000L);
      order(told, "o-" + i, ends.apply(i), i * 10_000L + 1_000);
    }
  }

  private static void order(ToldRecords told, String id, OrderState state, long millis) {
    told.add(new OrderChange("acct-1", "momentum", id, "ACME", "XNYS", state, START + millis));
  }
}
