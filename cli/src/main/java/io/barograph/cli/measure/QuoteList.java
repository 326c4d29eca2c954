package io.barograph.cli.measure;

import io.barograph.core.market.Quote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The quotes of a file in memory. Names are few and quotes many: each name is kept once. */
public final class QuoteList {
  private final List<Quote> quotes = new ArrayList<>();
  private final Set<String> venues = new TreeSet<>();
  private final Map<String, String> names = new HashMap<>();

  /** Takes a quote; a heartbeat is none. */
  public void add(Quote quote) {
    if (quote.isHeartbeat()) {
      return;
    }
    venues.add(quote.venue());
    quotes.add(
        new Quote(
            quote.receivedAt(),
            quote.eventTime(),
            names.computeIfAbsent(quote.symbol(), name -> name),
            names.computeIfAbsent(quote.venue(), name -> name),
            quote.sequence(),
            quote.bid(),
            quote.ask(),
            quote.bidSize(),
            quote.askSize(),
            quote.volume()));
  }

  /** All of them, in the order in which they came. */
  public List<Quote> all() {
    return quotes;
  }

  /** The venues of the quotes, in order. */
  public Set<String> venues() {
    return venues;
  }
}
