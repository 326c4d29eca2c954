package io.barograph.jobs.measures;

import io.barograph.core.strategy.EquityPoint;
import io.barograph.core.strategy.Trade;
import io.barograph.core.strategy.TradeSide;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Stories of the trades of one strategy, which closes one every minute. */
final class TradeStories {
  private static final long START = 1_740_000_000_000L;
  private static final long MINUTE = 60_000;
  private static final String FILE = "business/trades.yml";
  private static final String BACKTEST =
      """
      strategies:
        - match: {strategy: momentum}
          backtest: {expectancy: 5, deviation: 10}
      """;

  private TradeStories() {}

  static List<AlertStory> stories() {
    return List.of(
        story("StrategyLossStreak", TradeStories::longStreak, TradeStories::usualStreak),
        story("StrategyEdgeNegative", told -> wins(told, 100, 3), told -> wins(told, 100, 6)),
        story(
            "StrategyExpectancyDecay",
            told -> {
              wins(told, 400, 7);
              wins(told, 100, 3);
            },
            told -> wins(told, 500, 7)),
        story(
            "StrategyWinRatioDropped",
            told -> {
              wins(told, 400, 7);
              wins(told, 100, 4);
            },
            told -> wins(told, 500, 7)),
        story(
            "StrategyBelowBacktest",
            told -> {
              told.settings(BACKTEST);
              wins(told, 80, 4);
            },
            told -> {
              told.settings(BACKTEST);
              wins(told, 80, 7);
            }),
        story(
            "StrategySlippageHigh",
            told -> fills(told, 100.2, 200),
            told -> fills(told, 100.02, 200)),
        story(
            "StrategyFillLatencyHigh",
            told -> fills(told, 100.02, 2_000),
            told -> fills(told, 100.02, 200)),
        story(
            "StrategyExposureHigh",
            told -> positions(told, 10_000),
            told -> positions(told, 1_000)));
  }

  private static AlertStory story(
      String alert, Consumer<ToldRecords> faulty, Consumer<ToldRecords> healthy) {
    return new AlertStory(alert, FILE, Duration.ofMinutes(1), faulty, healthy);
  }

  /** A strategy that wins every other trade loses sixteen times in a row. */
  private static void longStreak(ToldRecords told) {
    wins(told, 40, 5);
    losses(told, 40, 16);
  }

  /**
   * One that wins three of ten loses as often in a row, and one that wins every other ten times.
   */
  private static void usualStreak(ToldRecords told) {
    wins(told, 40, 5);
    losses(told, 40, 10);
    told.add(trade(50, 10, 100, 0, 1));
    wins(told, 200, 3);
    losses(told, 251, 16);
  }

  private static void losses(ToldRecords told, int from, int number) {
    for (int i = from; i < from + number; i++) {
      told.add(trade(i, -10, 100, 0, 1));
    }
  }

  /** Goes on from the trade told last: in each ten the given number wins 10, the others lose 10. */
  private static void wins(ToldRecords told, int number, int ofTen) {
    int from = told.size();
    for (int i = from; i < from + number; i++) {
      told.add(trade(i, 7 * i % 10 < ofTen ? 10 : -10, 100, 0, 1));
    }
  }

  private static void fills(ToldRecords told, double price, double latencyMillis) {
    for (int i = 0; i < 60; i++) {
      told.add(trade(i, i % 2 == 0 ? 10 : -10, price, latencyMillis, 1));
    }
  }

  /** Ten positions, each held for an hour, in an account of 100,000. */
  private static void positions(ToldRecords told, double quantity) {
    for (int i = 0; i < 10; i++) {
      told.add(trade(i, 10, 100, 0, quantity));
      told.add(new EquityPoint("acct-1", "momentum", "", START + i * MINUTE, 100_000));
    }
    told.silenceUntil(START + 20 * MINUTE);
  }

  private static Trade trade(
      int number, double pnl, double fill, double latencyMillis, double quantity) {
    long close = START + number * MINUTE;
    return new Trade(
        "acct-1",
        "momentum",
        "t-" + number,
        "ACME",
        "XNYS",
        TradeSide.BUY,
        quantity,
        100,
        fill,
        pnl,
        close - 60 * MINUTE,
        close,
        latencyMillis);
  }
}
