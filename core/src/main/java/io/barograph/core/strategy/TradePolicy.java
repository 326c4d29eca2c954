package io.barograph.core.strategy;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Over what windows the trades of strategies are judged.
 *
 * @param windows spans of event time, 8 at most
 * @param counts numbers of last trades, 8 at most; up to 1,024 each trade counts for itself, above
 *     that the window moves on by a sixtieth at a time
 * @param minTrades below so many trades, or so many with the value in question, a ratio is no
 *     verdict and gives no sample
 * @param forgetAfter a strategy without a trade for so long is forgotten
 * @param backtest what a backtest says of their trades; null if none was made
 */
public record TradePolicy(
    List<Duration> windows,
    List<Integer> counts,
    int minTrades,
    Duration forgetAfter,
    BacktestExpectation backtest)
    implements Serializable {
  /** An hour, a day, the last 100 trades, and no verdict on less than 30. */
  public static final TradePolicy DEFAULT =
      new TradePolicy(
          List.of(Duration.ofHours(1), Duration.ofDays(1)),
          List.of(100),
          30,
          Duration.ofDays(90),
          null);

  public TradePolicy {
    windows = List.copyOf(windows);
    counts = List.copyOf(counts);
    Bounds.requireFew("windows", windows);
    Bounds.requireFew("counts", counts);
    Bounds.requireAtLeast("minTrades", 2, minTrades);
    Bounds.requireSpan("forgetAfter", forgetAfter);
    for (Duration window : windows) {
      Bounds.requireSpan("a window", window);
    }
    for (int count : counts) {
      Bounds.requireAtLeast("a count of trades must not be under minTrades: it", minTrades, count);
    }
  }

  /** The values of the label {@code window}: spans, {@code last100}, and {@code all} at the end. */
  List<String> labels() {
    List<String> labels = new ArrayList<>();
    windows.forEach(window -> labels.add(Bounds.label(window)));
    counts.forEach(count -> labels.add("last" + count));
    labels.add("all");
    return labels;
  }
}
