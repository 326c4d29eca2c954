package io.barograph.core.market;

import io.barograph.core.measure.PolicyBook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the faults in quotes that lie ready, by the same measures as a job: in the order of
 * receiving, each quote once, with a tick every fifteen seconds.
 */
public final class MarketReplay {
  private static final long TICK_MILLIS = 15_000;
  private static final Comparator<Finding> BY_START =
      Comparator.comparingLong(Finding::start)
          .thenComparing(Finding::venue)
          .thenComparing(Finding::symbol)
          .thenComparing(Finding::fault)
          .thenComparingLong(Finding::end);

  private final QuoteMeasureKind kind;
  private final Map<String, QuoteMeasure> measures = new TreeMap<>();
  private final List<Finding> found = new ArrayList<>();
  private long nextTick = Long.MIN_VALUE;

  private MarketReplay(PolicyBook<MarketPolicy> policies) {
    this.kind = new QuoteMeasureKind(policies);
  }

  /** The faults in {@code quotes}, which may be in any order; what lasts ends with the newest. */
  public static List<Finding> findings(Collection<Quote> quotes, MarketPolicy policy) {
    return findings(quotes, PolicyBook.of(policy));
  }

  /** The same by the policies of venues and symbols. */
  public static List<Finding> findings(
      Collection<Quote> quotes, PolicyBook<MarketPolicy> policies) {
    MarketReplay replay = new MarketReplay(policies);
    List<Quote> ordered = new ArrayList<>(quotes);
    Comparator<Quote> byTime = Comparator.comparingLong(replay.kind::time);
    ordered.sort(byTime.thenComparing(replay.kind::key).thenComparing(replay.kind::id));
    Quote last = null;
    for (Quote quote : ordered) {
      if (!quote.equals(last)) {
        replay.add(quote);
      }
      last = quote;
    }
    if (last != null) {
      long end = last.receivedAt();
      replay.measures.values().forEach(measure -> measure.end(end, replay.found::add));
    }
    replay.found.sort(BY_START);
    return replay.found;
  }

  private void add(Quote quote) {
    while (nextTick < quote.receivedAt() && nextTick != Long.MIN_VALUE) {
      tick(nextTick);
      nextTick += TICK_MILLIS;
    }
    if (nextTick == Long.MIN_VALUE) {
      nextTick = (quote.receivedAt() / TICK_MILLIS + 1) * TICK_MILLIS;
    }
    measures.computeIfAbsent(kind.key(quote), any -> kind.begin(quote)).add(quote, found::add);
  }

  private void tick(long tick) {
    measures.values().forEach(measure -> measure.tick(tick, found::add));
  }
}
