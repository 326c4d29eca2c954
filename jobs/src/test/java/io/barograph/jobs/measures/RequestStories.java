package io.barograph.jobs.measures;

import io.barograph.formats.record.BusinessFormat;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/** Stories of requests to one endpoint, one a second for a quarter of an hour. */
final class RequestStories {
  private static final long START = 1_740_000_000_000L;
  private static final int SECONDS = 900;

  private RequestStories() {}

  static List<AlertStory> stories() {
    return List.of(
        story(
            "ApiSuccessLow",
            told -> requests(told, i -> i % 10 == 0 ? 503 : 200, i -> 80),
            told -> requests(told, RequestStories::oneOf25FailsAndClientsErr, i -> 80)),
        story(
            "ApiApdexLow",
            told -> requests(told, i -> 200, i -> 1_200),
            told -> requests(told, i -> 200, i -> i % 2 == 0 ? 1_200 : 300)));
  }

  private static AlertStory story(
      String alert, Consumer<ToldRecords> faulty, Consumer<ToldRecords> healthy) {
    return new AlertStory(alert, "services/api.yml", Duration.ofSeconds(15), faulty, healthy);
  }

  /** What clients ask in vain is no failure of the service. */
  private static int oneOf25FailsAndClientsErr(int number) {
    if (number % 25 == 0) {
      return 503;
    }
    return number % 3 == 0 ? 404 : 200;
  }

  private static void requests(
      ToldRecords told, IntUnaryOperator status, IntUnaryOperator durationMillis) {
    for (int i = 0; i < SECONDS; i++) {
      request(told, "desk", START + 1_000L * i, status.applyAsInt(i), durationMillis.applyAsInt(i));
    }
  }

  /** Tells one request; its time is its id. */
  static void request(ToldRecords told, String service, long time, int status, int durationMillis) {
    told.add(
        BusinessFormat.REQUESTS,
        """
        {"service":"%s","endpoint":"/orders","method":"POST","status":%d,"duration_ms":%d,
         "user":"u-%d","time":%d,"id":"r-%d"}"""
            .formatted(service, status, durationMillis, time % 7, time, time));
  }
}
