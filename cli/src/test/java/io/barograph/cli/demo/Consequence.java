package io.barograph.cli.demo;

import io.barograph.core.labels.Labels;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An alert that follows from a fault of the desk, by what the desk does in it and by what the alert
 * says it speaks of.
 *
 * @param label which names the one that is faulty
 * @param subject who that is
 * @param crossing how long the fault must last until the alert's condition is true, by when the
 *     fault begins
 * @param evidence for how long after the fault the alert's own window keeps it, so that the
 *     condition may still become true, by how long the fault lasted
 */
record Consequence(
    Fault fault,
    String alert,
    String label,
    String subject,
    UnaryOperator<Duration> crossing,
    UnaryOperator<Duration> evidence) {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  /** The desk closes a trade of each strategy a second; a window of 100 trades is that long. */
  private static final Duration HUNDRED_TRADES = Duration.ofSeconds(100);

  /** Ten predictions a second about a segment, labelled two seconds later. */
  private static final Duration LABEL_DELAY = Duration.ofSeconds(2);

  private static final Duration HUNDRED_LABELS = LABEL_DELAY.plusSeconds(10);

  /** A model must be flagged within so many labels, as on the football matches. */
  private static final Duration SIXTY_LABELS = LABEL_DELAY.plusSeconds(6);

  /** The desk wins back in less than the time in which it has lost. */
  private static final UnaryOperator<Duration> WON_BACK = UnaryOperator.identity();

  private static final List<Consequence> ALL =
      List.of(
          // A hundredth is lost a second: 0.99^6 < 0.95, 0.99^11 < 0.9, 0.99^23 < 0.8.
          loss("StrategyDrawdown", 6, WON_BACK),
          loss("StrategySessionDrawdownHigh", 6, WON_BACK),
          loss("StrategyDrawdownHigh", 11, WON_BACK),
          loss("StrategyMaxDrawdownHigh", 23, any -> Duration.ofDays(252)),
          // Of 1,200 trades of which half win: 1,200 * 0.5^17 < 0.01; and 0.55^20 if more lose.
          loss("StrategyLossStreak", 20, any -> Duration.ZERO),
          loss("StrategyEdgeNegative", 100, any -> HUNDRED_TRADES),
          loss("StrategyExpectancyDecay", 100, any -> HUNDRED_TRADES),
          loss("StrategyWinRatioDropped", 100, any -> HUNDRED_TRADES),
          // Every other request is refused, and refused ones are frustrated.
          gateway("OrderGatewayErrorBurst", 10, any -> Duration.ofSeconds(30)),
          gateway("OrderLatencyHigh", 10, any -> Duration.ofSeconds(10)),
          gateway("ApiSuccessLow", 30, any -> FIVE_MINUTES),
          gateway("ApiApdexLow", 180, any -> FIVE_MINUTES),
          new Consequence(
              Fault.ERROR_BURST,
              "UserExperienceLow",
              "service",
              "order-gateway",
              begins -> HOUR, // not surely within the fault
              any -> HOUR),
          rejects("StrategyRejectRatioHigh", "market-making"),
          rejects("StrategyRejectRatioHigh", "mean-reversion"),
          rejects("StrategyRejectRatioHigh", "momentum"),
          executes("StrategyExecutionRatioLow", "market-making"),
          executes("StrategyExecutionRatioLow", "mean-reversion"),
          executes("StrategyExecutionRatioLow", "momentum"),
          quotes("QuotesStale", 9),
          // A minute, and five seconds in which a quote of before it may be under way.
          quotes("SymbolStale", 66),
          quotes("HotSymbolStale", 66),
          model("SignalModelDegraded", SIXTY_LABELS),
          model("ModelDegraded", SIXTY_LABELS),
          model("ModelAccuracyLow", HUNDRED_LABELS),
          model("ModelBrierHigh", HUNDRED_LABELS),
          model("ModelCalibrationPoor", HUNDRED_LABELS));

  /** All that can follow from {@code fault}. */
  static List<Consequence> of(Fault fault) {
    return ALL.stream().filter(one -> one.fault() == fault).toList();
  }

  private static Consequence loss(String alert, int seconds, UnaryOperator<Duration> evidence) {
    return new Consequence(
        Fault.STRATEGY_LOSS, alert, "strategy", "momentum", after(seconds), evidence);
  }

  private static Consequence gateway(String alert, int seconds, UnaryOperator<Duration> evidence) {
    return new Consequence(
        Fault.ERROR_BURST, alert, "service", "order-gateway", after(seconds), evidence);
  }

  /**
   * At least half of the orders are rejected: over 5 % of an hour, or of the time since opening.
   */
  private static Consequence rejects(String alert, String strategy) {
    return new Consequence(
        Fault.ERROR_BURST, alert, "strategy", strategy, DeskDay::rejectedInAllOrders, any -> HOUR);
  }

  /** More than half of an hour's orders are rejected: not surely within the fault. */
  private static Consequence executes(String alert, String strategy) {
    return new Consequence(
        Fault.ERROR_BURST, alert, "strategy", strategy, begins -> HOUR, any -> HOUR);
  }

  private static Consequence quotes(String alert, int seconds) {
    return new Consequence(
        Fault.STALE_QUOTES, alert, "symbol", "EURUSD", after(seconds), any -> Duration.ZERO);
  }

  private static Consequence model(String alert, Duration crossing) {
    return new Consequence(
        Fault.STALE_MODEL, alert, "segment", "BTCUSD", begins -> crossing, any -> HUNDRED_LABELS);
  }

  private static UnaryOperator<Duration> after(int seconds) {
    return begins -> Duration.ofSeconds(seconds);
  }

  /** True if the labels are those of this alert and name the one that is faulty. */
  boolean isNamedBy(Labels labels) {
    return alert.equals(labels.get(Labels.ALERT_NAME)) && subject.equals(labels.get(label));
  }
}
