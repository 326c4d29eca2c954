package io.barograph.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import io.barograph.formats.encode.OtlpMetricsEncoder;
import io.barograph.formats.encode.SampleJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Samples per second from a preloaded topic with the producer stopped, on real processes: 20,000
 * series of 10 labels, 20 rules of which each matching series meets ten, 10 % of the series match.
 * The values rise and fall back, so that half of the rules fire once in each period, given in
 * samples of a series. The rules decide on one series alone, or each folds its series by a label of
 * 97 values.
 *
 * <p>{@code ./mvnw verify -Dtest=None -Dit.test=ThroughputBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThroughputBenchmark {
  private static final int SERIES = 20_000;
  private static final int METRICS = 20;
  private static final int POINTS_PER_HOST = 50;
  private static final long INTERVAL_MILLIS = 15_000;
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** The unread part of the input at which measuring begins. */
  private static final double WARM_UP_ENDS = 0.4;

  @TempDir private static Path folder;

  private Installation installation;
  private Stack stack;

  @BeforeAll
  void start() throws Exception {
    installation = TestInstallation.get();
    stack = TestStack.startWithoutElasticsearch(installation, folder);
  }

  @AfterAll
  void stop() throws Exception {
    stack.close();
  }

  @ParameterizedTest
  @CsvSource({
    "json, heap, series, 1000, 1600",
    "json, rocksdb, series, 1000, 1600",
    "otlp-metrics, heap, series, 1000, 4000",
    "otlp-metrics, rocksdb, series, 1000, 4000",
    "otlp-metrics, heap, series, 100, 4000",
    "json, heap, groups, 100, 400",
    "json, rocksdb, groups, 100, 400"
  })
  void samplesPerSecond(String format, String profile, String kind, int period, int rounds)
      throws Exception {
    String prefix = "bench-" + format + "-" + profile + "-" + kind + "-" + period + ".";
    Path rules =
        Files.writeString(
            folder.resolve(kind + ".yml"), kind.equals("series") ? rules() : groupRules());
    try (JobTopics topics = JobTopics.compressed(stack.ports().kafkaAddress(), prefix)) {
      produce(topics, format, period, rounds);
      RunningJob job =
          RunningJob.submit(
              stack,
              installation,
              folder,
              """
              kafka.bootstrap.servers: %s
              kafka.group-id: %s
              topics.prefix: %s
              inputs: [metrics]
              inputs.metrics.format: %s
              rules.paths: %s
              rules.evaluation-interval: 15 s
              state.profile: %s
              state.checkpoint-interval: 2 s
              """
                  .formatted(stack.ports().kafkaAddress(), prefix, prefix, format, rules, profile));
      double rate = measure(topics, prefix, (double) SERIES * rounds, WARM_UP_ENDS);
      job.cancel();
      System.out.printf(
          "throughput: %s, %s, rules on %s that fire every %d samples: %,.0f samples/s%n",
          format, profile, kind, period, rate);
      assertThat(rate).isPositive();
    }
  }

  /*
   * From the first committed offset behind the warm-up to the last before the end of the input. The
   * classes of a job are its own and are compiled anew, which takes a fifth of two busy processors
   * for the first two minutes; how fast the job was until then is shown.
   */
  static double measure(JobTopics topics, String group, double samples, double warmUpEnds)
      throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long firstAt = 0;
    double firstUnread = 1;
    long lastAt = 0;
    double lastUnread = 1;
    long shownAt = 0;
    double shownUnread = 1;
    for (double unread = 1; unread > 0; unread = topics.unread(group)) {
      assertThat(System.nanoTime()).as("the job reads on").isLessThan(deadline);
      if (unread < lastUnread) {
        lastUnread = unread;
        lastAt = System.nanoTime();
        if (firstAt == 0 && unread < warmUpEnds) {
          firstAt = lastAt;
          firstUnread = unread;
        }
        if (shownAt == 0 || shownUnread - unread >= 0.1) {
          if (shownAt != 0) {
            System.out.printf(
                "  %3.0f %% read: %,.0f samples/s%n",
                100 * (1 - unread), (shownUnread - unread) * samples / ((lastAt - shownAt) / 1e9));
          }
          shownAt = lastAt;
          shownUnread = unread;
        }
      }
      Thread.sleep(50);
    }
    return (firstUnread - lastUnread) * samples / ((lastAt - firstAt) / 1e9);
  }

  private static void produce(JobTopics topics, String format, int period, int rounds)
      throws InterruptedException {
    List<Labels> series = series();
    long start = System.currentTimeMillis() - 2L * rounds * INTERVAL_MILLIS;
    for (int round = 0; round < rounds; round++) {
      List<Sample> message = new ArrayList<>();
      for (int i = 0; i < SERIES; i++) {
        int partition = i / POINTS_PER_HOST % 4;
        Sample sample =
            Sample.of(
                series.get(i),
                start + round * INTERVAL_MILLIS,
                (i * 31 + round) % period * 100.0 / period);
        if (format.equals("json")) {
          topics.record(partition, SampleJson.encode(sample));
        } else {
          message.add(sample);
          if (message.size() == POINTS_PER_HOST) {
            topics.record(partition, OtlpMetricsEncoder.encode(message));
            message.clear();
          }
        }
      }
    }
    topics.flush();
  }

  /** Fifty series of each host, on twenty metrics: what one scrape of it gives. */
  private static List<Labels> series() {
    List<Labels> all = new ArrayList<>();
    for (int i = 0; i < SERIES; i++) {
      int ofHost = i % POINTS_PER_HOST;
      Labels.Builder labels =
          Labels.builder()
              .add("__name__", "load_%02d".formatted(ofHost * METRICS / POINTS_PER_HOST));
      labels
          .add("job", "platform")
          .add("instance", "host-%05d:9100".formatted(i / POINTS_PER_HOST));
      for (String name : List.of("cluster", "zone", "rack", "service", "team", "version", "env")) {
        labels.add(name, name + "-" + i % 97);
      }
      all.add(labels.build());
    }
    return all;
  }

  /** Ten rules on each of the first two of twenty metrics. */
  private static String rules() {
    StringBuilder yaml = new StringBuilder("groups:\n- name: load\n  rules:\n");
    for (int rule = 0; rule < 20; rule++) {
      String metric = "load_%02d".formatted(rule / 10);
      String expression =
          switch (rule % 4) {
            case 0 -> metric + " > " + (90 + rule % 10);
            case 1 -> "rate(" + metric + "[5m]) > 100";
            case 2 -> "avg_over_time(" + metric + "[2m]) > 95";
            default -> metric + " * 2 > 199";
          };
      yaml.append("  - alert: Load%02d\n    expr: %s\n    for: 1m\n".formatted(rule, expression));
    }
    return yaml.toString();
  }

  /** Ten rules on each of the first two of twenty metrics, each on several series. */
  private static String groupRules() {
    StringBuilder yaml = new StringBuilder("groups:\n- name: load\n  rules:\n");
    for (int rule = 0; rule < 20; rule++) {
      String metric = "load_%02d".formatted(rule / 10);
      String expression =
          rule % 2 == 0
              ? "sum by (zone) (rate(%s[5m])) > %d".formatted(metric, 1_000 + rule)
              : "max by (team) (%s) / min by (team) (%s) > %d"
                  .formatted(metric, metric, 200 + rule);
      yaml.append("  - alert: Load%02d\n    expr: %s\n    for: 1m\n".formatted(rule, expression));
    }
    return yaml.toString();
  }
}
