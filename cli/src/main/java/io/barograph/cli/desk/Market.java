package io.barograph.cli.desk;

import io.barograph.formats.record.BusinessFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Four symbols on a venue that never closes; prices walk at random. */
final class Market {
  /** The venue of all symbols. */
  static final String VENUE = "DEMO";

  /** The symbol whose quotes can stop. */
  static final String FAULTY_SYMBOL = "EURUSD";

  private static final double VOLATILITY = 0.0001;
  private static final double HALF_SPREAD = 0.00005;

  private final Map<String, Double> prices = new LinkedHashMap<>();
  private final Map<String, Long> sequences = new LinkedHashMap<>();

  Market() {
    prices.put("AAPL", 190.0);
    prices.put("BTCUSD", 60_000.0);
    prices.put(FAULTY_SYMBOL, 1.1);
    prices.put("MSFT", 410.0);
  }

  int symbols() {
    return prices.size();
  }

  double price(String symbol) {
    return prices.get(symbol);
  }

  /** Lets one second pass: a quote of each symbol, but for one that has stopped. */
  void tick(long now, boolean stopped, RandomGenerator random, List<DeskRecord> records) {
    prices.replaceAll((symbol, price) -> price * (1 + VOLATILITY * random.nextGaussian()));
    prices.forEach(
        (symbol, price) -> {
          double bidSize = Math.rint(1 + 9 * random.nextDouble());
          double askSize = Math.rint(1 + 9 * random.nextDouble());
          double volume = Math.rint(100 * (0.5 + random.nextDouble()));
          if (stopped && symbol.equals(FAULTY_SYMBOL)) {
            return;
          }
          Map<String, Object> quote = new TreeMap<>();
          quote.put("recv_time", now);
          quote.put("event_time", now);
          quote.put("symbol", symbol);
          quote.put("venue", VENUE);
          quote.put("seq", sequences.merge(symbol, 1L, Long::sum));
          quote.put("bid", price * (1 - HALF_SPREAD));
          quote.put("ask", price * (1 + HALF_SPREAD));
          quote.put("bid_size", bidSize);
          quote.put("ask_size", askSize);
          quote.put("volume", volume);
          records.add(DeskRecord.of(BusinessFormat.QUOTES, symbol, now, quote));
        });
  }
}
