package io.barograph.jobs.measures;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Stories of the two objectives of the pack: how fast their error budgets are spent. */
final class SloStories {
  private static final String PACK = "slo";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long START = 1_740_000_000_000L;
  private static final int MINUTES = 90;
  private static final double REQUESTS = 10_000;

  private SloStories() {}

  /** An alert of an objective: so many times as fast as it may. */
  private record Burn(String window, double rate) {}

  private static final List<Burn> BURNS =
      List.of(new Burn("1h", 14.4), new Burn("6h", 6), new Burn("1d", 3), new Burn("3d", 1));

  static List<AlertStory> stories() {
    List<AlertStory> stories = new ArrayList<>();
    for (Burn burn : BURNS) {
      stories.add(
          story(
              "api-availability",
              burn.window(),
              told -> fail(told, 1.1 * burn.rate()),
              told -> fail(told, 0.9 * burn.rate())));
      stories.add(
          story(
              "api-latency",
              burn.window(),
              told -> areSlow(told, 1.1 * burn.rate()),
              told -> areSlow(told, 0.9 * burn.rate())));
    }
    stories.add(
        new AlertStory(
            "SloErrorBudgetLow", PACK, MINUTE, told -> fail(told, 0.95), told -> fail(told, 0.85)));
    return stories;
  }

  private static AlertStory story(
      String slo, String window, Consumer<ToldRecords> faulty, Consumer<ToldRecords> healthy) {
    return new AlertStory(
        "SloErrorBudgetBurn", Map.of("slo", slo, "window", window), PACK, MINUTE, faulty, healthy);
  }

  /** Of 10,000 requests a minute 10 may fail: so many times as many do. */
  private static void fail(ToldRecords told, double burn) {
    double failed = burn * REQUESTS / 1_000;
    tell(told, "api_request_total", "status", "200", REQUESTS - failed);
    tell(told, "api_request_total", "status", "503", failed);
  }

  /** Of 10,000 requests a minute 100 may be slow: so many times as many are. */
  private static void areSlow(ToldRecords told, double burn) {
    double slow = burn * REQUESTS / 100;
    tell(told, "api_request_duration_seconds_count", "", "", REQUESTS);
    tell(told, "api_request_duration_seconds_bucket", "le", "0.5", REQUESTS - slow);
    tell(told, "api_request_duration_seconds_bucket", "le", "+Inf", REQUESTS);
  }

  /** A counter that grows by so much every minute. */
  private static void tell(
      ToldRecords told, String metric, String label, String value, double aMinute) {
    Labels.Builder series = Labels.of(Labels.METRIC_NAME, metric, "job", "api").toBuilder();
    if (!label.isEmpty()) {
      series.set(label, value);
    }
    for (int minute = 0; minute <= MINUTES; minute++) {
      long time = START + minute * MINUTE.toMillis();
      told.add(Sample.of(series.build(), time, Math.rint(aMinute * minute)));
    }
  }
}
