package io.barograph.jobs.measures;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.LongToDoubleFunction;

/** Stories of what programs tell that pull, copy and pass on data, every fifteen seconds. */
final class PipelineStories {
  private static final long STEP = 15_000;
  private static final long MINUTE = 60_000;
  private static final long START = 1_740_000_000_000L;
  private static final long HOUR = START + 60 * MINUTE;

  private PipelineStories() {}

  static List<AlertStory> stories() {
    return List.of(
        story(
            "DataPullOverdue",
            told -> pulls(told, minute -> minute >= 30),
            told -> pulls(told, minute -> minute == 30)),
        story(
            "DataPullsFailing",
            told -> pulls(told, minute -> minute % 3 == 0),
            told -> pulls(told, minute -> minute % 6 == 0)),
        story(
            "DataSyncBehind",
            told -> lag(told, minute -> minute < 20 ? 5 : 400),
            told -> lag(told, minute -> minute < 20 || minute > 23 ? 5 : 400)),
        story(
            "PipelineDroppingRecords",
            told -> hop(told, 1_000, 980, 20),
            told -> hop(told, 1_000, 992, 8)),
        story("PipelineHopStalled", told -> hop(told, 1_000, 0, 0), told -> hop(told, 0, 0, 0)),
        story(
            "PipelineHopSlow",
            told -> delay(told, minute -> minute < 20 ? 2 : 45),
            told -> delay(told, minute -> minute < 20 || minute > 23 ? 2 : 45)));
  }

  private static AlertStory story(
      String alert, Consumer<ToldRecords> faulty, Consumer<ToldRecords> healthy) {
    return new AlertStory(
        alert, "exchanges/pipelines.yml", Duration.ofMillis(STEP), faulty, healthy);
  }

  /** An hour of pulls, one a minute, some of which fail. */
  private static void pulls(ToldRecords told, LongPredicate fails) {
    long pulled = START;
    long well = 0;
    long failed = 0;
    for (long time = START; time <= HOUR; time += STEP) {
      if (time % MINUTE == START % MINUTE) {
        if (fails.test((time - START) / MINUTE)) {
          failed++;
        } else {
          well++;
          pulled = time;
        }
      }
      pulls(told, time, pulled, well, failed);
    }
  }

  /** What a program tells of its pulls of {@code news}, one a minute. */
  static void pulls(ToldRecords told, long time, long pulled, long well, long failed) {
    sample(told, time, pulled / 1e3, "data_pull_last_success_timestamp_seconds", "source", "news");
    sample(told, time, 60, "data_pull_interval_seconds", "source", "news");
    sample(told, time, (double) well, "data_pulls_total", "source", "news", "status", "ok");
    sample(told, time, (double) failed, "data_pulls_total", "source", "news", "status", "failed");
  }

  private static void lag(ToldRecords told, LongToDoubleFunction seconds) {
    for (long time = START; time <= HOUR; time += STEP) {
      double lag = seconds.applyAsDouble((time - START) / MINUTE);
      sample(told, time, lag, "data_sync_lag_seconds", "source", "ledger", "target", "replica");
    }
  }

  /** A quarter of an hour in which all goes on, and as much with so many records a step. */
  private static void hop(ToldRecords told, long in, long out, long dropped) {
    long steps = 0;
    for (long time = START; time <= START + 30 * MINUTE; time += STEP) {
      steps++;
      long before = Math.min(steps, 60);
      long since = steps - before;
      hop(told, time, 1_000 * before + in * since, "in");
      hop(told, time, 1_000 * before + out * since, "out");
      hop(told, time, dropped * since, "dropped");
    }
  }

  private static void hop(ToldRecords told, long time, long records, String outcome) {
    sample(
        told,
        time,
        (double) records,
        "pipeline_records_total",
        "pipeline",
        "ticks",
        "hop",
        "parse",
        "outcome",
        outcome);
  }

  private static void delay(ToldRecords told, LongToDoubleFunction seconds) {
    for (long time = START; time <= HOUR; time += STEP) {
      double delay = seconds.applyAsDouble((time - START) / MINUTE);
      sample(told, time, delay, "pipeline_hop_delay_seconds", "pipeline", "ticks", "hop", "parse");
    }
  }

  private static void sample(
      ToldRecords told, long time, double value, String metric, String... labels) {
    Labels.Builder series = Labels.of(labels).toBuilder();
    series.set(Labels.METRIC_NAME, metric).set("job", "data");
    told.add(Sample.of(series.build(), time, value));
  }
}
