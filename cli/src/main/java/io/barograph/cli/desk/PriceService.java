package io.barograph.cli.desk;

import io.barograph.formats.record.BusinessFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What asks for the prices of symbols, as strategies do: one of them much more often. */
final class PriceService {
  private static final String SERVICE = "pricing";

  /** How often a second a symbol is asked for; of others nobody asks. */
  private static final Map<String, Integer> ASKED =
      new TreeMap<>(Map.of("AAPL", 2, "BTCUSD", 2, Market.FAULTY_SYMBOL, 5));

  private long number;

  /** Lets one second pass. */
  void tick(long now, List<DeskRecord> records) {
    ASKED.forEach(
        (symbol, times) -> {
          for (int i = 0; i < times; i++) {
            records.add(DeskRecord.of(BusinessFormat.REQUESTS, SERVICE, now, query(now, symbol)));
          }
        });
  }

  private Map<String, Object> query(long now, String symbol) {
    Map<String, Object> request = new TreeMap<>();
    request.put("id", now + "-" + number++);
    request.put("time", now);
    request.put("service", SERVICE);
    request.put("endpoint", "/quotes/{symbol}");
    request.put("method", "GET");
    request.put("status", 200);
    request.put("duration_ms", 1);
    request.put("symbol", symbol);
    return request;
  }
}
