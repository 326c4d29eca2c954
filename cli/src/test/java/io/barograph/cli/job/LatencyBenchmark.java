package io.barograph.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.TestInstallation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From the event time of the sample that crosses a threshold to the alert in Kafka, on real
 * processes: 400 series, a sample a second each, every one crossing each ten seconds.
 *
 * <p>{@code ./mvnw verify -Dtest=None -Dit.test=LatencyBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LatencyBenchmark {
  private static final int SERIES = 400;
  private static final int SECONDS = 90;
  private static final int PERIOD_SECONDS = 10;

  @TempDir private static Path folder;

  private Installation installation;
  private Stack stack;

  @BeforeAll
  void start() throws Exception {
    installation = TestInstallation.get();
    stack = TestStack.start(installation, folder);
  }

  @AfterAll
  void stop() throws Exception {
    stack.close();
  }

  @ParameterizedTest
  @CsvSource({"5 s, 5s, on-tick", "5 s, 1s, on-tick", "1 s, 1s, on-tick", "5 s, 5s, on-arrival"})
  void eventTimeToKafka(String bound, String interval, String evaluate) throws Exception {
    String prefix = "latency-" + bound.charAt(0) + "-" + interval + "-" + evaluate + ".";
    Path pack = Files.createDirectory(folder.resolve(prefix + "pack"));
    Files.writeString(
        pack.resolve("rules.yml"),
        """
        groups:
        - name: g
          interval: %s
          rules:
          - {alert: High, expr: cpu > 0.5, labels: {severity: warning}}
        """
            .formatted(interval));
    Files.writeString(
        pack.resolve("barograph.yml"),
        "overrides: [{match: {alert: High}, evaluate: %s}]".formatted(evaluate));
    try (JobTopics topics = JobTopics.create(stack.ports().kafkaAddress(), prefix)) {
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
              inputs.metrics.format: json
              clock.bound: %s
              rules.paths: %s
              """
                  .formatted(stack.ports().kafkaAddress(), prefix, prefix, bound, pack));
      await().atMost(Duration.ofMinutes(2)).until(job::isRunning);
      ConcurrentLinkedQueue<Long> delays = new ConcurrentLinkedQueue<>();
      Thread reader = new Thread(() -> topics.follow(firing -> delays.add(delay(firing))));
      reader.start();
      feed(topics);
      reader.interrupt();
      reader.join();
      job.cancel();
      print(bound, interval + ", " + evaluate, new ArrayList<>(delays));
    }
  }

  /* The crossing samples have the times that are multiples of the period. */
  private static long delay(JobTopics.Firing firing) {
    long period = PERIOD_SECONDS * 1_000L;
    return firing.seenAt() - firing.tick() / period * period;
  }

  private static void feed(JobTopics topics) throws InterruptedException {
    for (int second = 0; second < SECONDS; second++) {
      long now = System.currentTimeMillis();
      long time = (now / 1_000 + 1) * 1_000;
      Thread.sleep(time - now);
      for (int series = 0; series < SERIES; series++) {
        boolean high = time / 1_000 % PERIOD_SECONDS < PERIOD_SECONDS / 2;
        topics.sample(series, time, high ? 0.9 : 0.1);
      }
      topics.flush();
    }
  }

  private static void print(String bound, String evaluation, List<Long> delays) {
    // The first crossings are those of a job that is still warming up.
    List<Long> sorted =
        new ArrayList<>(delays.subList(Math.min(delays.size(), 800), delays.size()));
    Collections.sort(sorted);
    assertThat(sorted).isNotEmpty();
    System.out.printf(
        "latency: bound %s, each %s: p50 %d ms, p99 %d ms, max %d ms (%d alerts)%n",
        bound,
        evaluation,
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() * 99 / 100),
        sorted.get(sorted.size() - 1),
        sorted.size());
  }
}
