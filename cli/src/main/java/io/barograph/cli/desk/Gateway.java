package io.barograph.cli.desk;

import io.barograph.formats.record.BusinessFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What traders do in the desk's front end, and the requests that come of it. */
final class Gateway {
  private static final String SERVICE = "order-gateway";
  private static final int REQUESTS_PER_SECOND = 8;
  private static final List<String> FEATURES = List.of("ticket", "blotter", "chart");

  private long number;

  /** Lets one second pass. */
  void tick(long now, boolean fails, RandomGenerator random, List<DeskRecord> records) {
    for (int i = 0; i < REQUESTS_PER_SECOND; i++) {
      String id = now + "-" + number++;
      String trader = "trader-" + random.nextInt(1, 6);
      boolean refused = fails && i % 2 == 0;
      double millis = (fails ? 250 : 4) * (1 + 0.2 * random.nextDouble());
      Map<String, Object> request = new TreeMap<>();
      request.put("id", id);
      request.put("time", now);
      request.put("service", SERVICE);
      request.put("endpoint", "/orders");
      request.put("method", "POST");
      request.put("status", refused ? 503 : 201);
      request.put("duration_ms", millis);
      request.put("user", trader);
      records.add(DeskRecord.of(BusinessFormat.REQUESTS, SERVICE, now, request));
      Map<String, Object> event = new TreeMap<>();
      event.put("id", id);
      event.put("time", now);
      event.put("service", SERVICE);
      event.put("user", trader);
      event.put("feature", FEATURES.get(random.nextInt(FEATURES.size())));
      event.put("outcome", refused ? "failed" : "ok");
      event.put("waited_ms", millis);
      records.add(DeskRecord.of(BusinessFormat.USER_EVENTS, trader, now, event));
    }
  }
}
