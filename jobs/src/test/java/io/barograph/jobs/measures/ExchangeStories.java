package io.barograph.jobs.measures;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Stories of the health of an exchange and of a data source, of all that it is made of. */
final class ExchangeStories {
  private static final String PACK = "exchanges";
  private static final String VENUE = "XNYS";
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final long STEP = 15_000;

  /** An hour before the venue closes. */
  private static final long OPEN = Instant.parse("2025-03-05T20:00:00Z").toEpochMilli();

  private ExchangeStories() {}

  static List<AlertStory> stories() {
    return List.of(
        new AlertStory(
            "ExchangeHealthLow",
            PACK,
            INTERVAL,
            told -> exchange(told, 300, 80),
            told -> exchange(told, 1_200, 3_000)),
        new AlertStory(
            "DataSourceHealthLow",
            PACK,
            INTERVAL,
            told -> source(told, 20),
            told -> source(told, 59)));
  }

  /** Twenty minutes: probes and answers go on, quotes for a while. */
  private static void exchange(ToldRecords told, int secondsOfQuotes, int answerMillis) {
    new QuoteStream(told, VENUE, "ACME", OPEN).go(secondsOfQuotes);
    for (int second = 0; second < 1_200; second++) {
      long time = OPEN + 1_000L * second;
      RequestStories.request(told, "exchange/" + VENUE, time, 200, answerMillis);
      if (time % STEP == 0) {
        probed(told, time, "venue", VENUE);
      }
    }
  }

  /** An hour of pulls, one a minute, of which all but the last ones go well. */
  private static void source(ToldRecords told, int minutesOfPulls) {
    long pulled = OPEN;
    for (long time = OPEN; time <= OPEN + 3_600_000; time += STEP) {
      long minutes = (time - OPEN) / 60_000;
      long well = Math.min(minutes, minutesOfPulls);
      pulled = OPEN + well * 60_000;
      probed(told, time, "source", "news");
      PipelineStories.pulls(told, time, pulled, well, minutes - well);
    }
  }

  private static void probed(ToldRecords told, long time, String label, String value) {
    Labels labels =
        Labels.of(
            Labels.METRIC_NAME,
            "probe_success",
            "job",
            "blackbox",
            "instance",
            "https://" + value,
            label,
            value);
    told.add(Sample.of(labels, time, 1));
  }
}
