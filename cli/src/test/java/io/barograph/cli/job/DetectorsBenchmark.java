package io.barograph.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Server;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.TestInstallation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand series that are watched, a sample of each every 15 s, the thousand of them that are
 * chosen by a random cut forest too, on real processes. Past days are read first, of those with a
 * forest the last of them; then, live, one sample in {@value #SPIKES} is a spike: from the time of
 * a spike to the alert on its score in Kafka. How long checkpoints took is Flink's own count.
 *
 * <p>{@code ./mvnw verify -Dtest=None -Dit.test=DetectorsBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}; {@code
 * -Ddetectors.series=2000 -Ddetectors.minutes=1} is shorter; {@code -Ddetectors.days=7} fills what
 * is remembered of a week; {@code -Ddetectors.interval=500} tells scores each half second.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DetectorsBenchmark {
  private static final int SERIES = Integer.getInteger("detectors.series", 10_000);
  private static final int HEAVY = SERIES / 10;
  private static final int MINUTES = Integer.getInteger("detectors.minutes", 5);
  private static final long INTERVAL_MILLIS = 15_000;
  private static final long PAST_STEP_MILLIS = 300_000;
  private static final int DAYS = Integer.getInteger("detectors.days", 1);
  private static final int JUDGED_MILLIS = Integer.getInteger("detectors.interval", 1_000);
  private static final int DAY_STEPS = 288;
  private static final int PAST_STEPS = DAYS * DAY_STEPS;
  private static final int SPIKES = 200;
  private static final String PREFIX = "detectors.";
  private static final Duration PATIENCE = Duration.ofMinutes(8L * DAYS);

  @TempDir private static Path folder;

  private final Random random = new Random(8);
  private final Map<Integer, Long> spikes = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> delays = new ConcurrentLinkedQueue<>();

  private Installation installation;
  private Stack stack;

  @BeforeAll
  void start() throws Exception {
    installation = TestInstallation.get();
    stack = TestStack.startWithoutElasticsearch(installation, folder);
    giveTheTaskManager("6 gb");
  }

  @AfterAll
  void stop() throws Exception {
    if (stack != null) {
      stack.close();
    }
  }

  private void giveTheTaskManager(String memory) throws Exception {
    Server taskManager = stack.servers().get(3);
    taskManager.process().stop();
    Path file = stack.home().conf().resolve("flink/config.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceAll(
                "(?m)^taskmanager.memory.process.size: .*$",
                "taskmanager.memory.process.size: " + memory));
    taskManager.start();
    await().atMost(Duration.ofMinutes(1)).until(taskManager::isReady);
  }

  private Path pack() throws Exception {
    Path pack = Files.createDirectory(folder.resolve("pack"));
    Files.writeString(
        pack.resolve("barograph.yml"),
        """
        detectors:
        - {name: heavy, match: 'load{heavy="yes"}', detector: random-cut-forest}
        - {name: all, match: load}
        overrides: [{match: {alert: Unusual}, evaluate: on-arrival}]
        """);
    Files.writeString(
        pack.resolve("rules.yml"),
        """
        groups:
        - name: g
          interval: 15s
          rules:
          - {alert: Unusual, expr: barograph_anomaly_strength > 0.6}
        """);
    return pack;
  }

  @Test
  void sampleToScore() throws Exception {
    try (JobTopics topics = JobTopics.create(stack.ports().kafkaAddress(), PREFIX)) {
      long now = System.currentTimeMillis() / PAST_STEP_MILLIS * PAST_STEP_MILLIS;
      for (int step = 0; step < PAST_STEPS; step++) {
        int first = step < PAST_STEPS - DAY_STEPS ? HEAVY : 0;
        for (int series = first; series < SERIES; series++) {
          send(topics, series, now - (PAST_STEPS - step) * PAST_STEP_MILLIS, usual());
        }
      }
      topics.flush();
      long begun = System.nanoTime();
      RunningJob job = submit(pack());
      await().atMost(PATIENCE).until(job::isRunning);
      double all =
          (double) (SERIES - HEAVY) * PAST_STEPS + (double) HEAVY * Math.min(DAY_STEPS, PAST_STEPS);
      await()
          .pollInterval(Duration.ofSeconds(1))
          .atMost(PATIENCE)
          .until(() -> topics.unread(PREFIX) < 0.001);
      System.out.printf(
          "detectors: %,.0f samples of %d days before in %.0f s with the start of the job%n",
          all, DAYS, (System.nanoTime() - begun) / 1e9);
      Thread reader = new Thread(() -> topics.follow(this::take));
      reader.start();
      feed(topics);
      reader.interrupt();
      reader.join();
      print(job);
      job.cancel();
      assertThat(delays).isNotEmpty();
    }
  }

  private RunningJob submit(Path pack) throws Exception {
    return RunningJob.submit(
        stack,
        installation,
        folder,
        """
        kafka.bootstrap.servers: %s
        kafka.group-id: %s
        topics.prefix: %s
        inputs: [metrics]
        inputs.metrics.format: json
        clock.bound: 500 ms
        clock.step: %d ms
        detectors.interval: %d ms
        detectors.heavy.max-series: 1500
        rules.paths: %s
        state.profile: heap
        state.checkpoint-interval: 10 s
        """
            .formatted(
                stack.ports().kafkaAddress(), PREFIX, PREFIX, JUDGED_MILLIS, JUDGED_MILLIS, pack));
  }

  private double usual() {
    return 10 + random.nextGaussian();
  }

  private static void send(JobTopics topics, int series, long time, double value) {
    String heavy = series < HEAVY ? "yes" : "no";
    String json =
        """
        {"timestamp":%d,"value":%s,"name":"load","labels":{"series":"%d","heavy":"%s"}}"""
            .formatted(time, value, series, heavy);
    topics.record(series % 4, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Series come one after the other, so that every second has its share. */
  private void feed(JobTopics topics) throws InterruptedException {
    long begin = System.currentTimeMillis();
    long rounds = MINUTES * 60_000L / INTERVAL_MILLIS;
    for (long round = 0; round < rounds; round++) {
      for (int series = 0; series < SERIES; series++) {
        long due = begin + round * INTERVAL_MILLIS + series * INTERVAL_MILLIS / SERIES;
        long early = due - System.currentTimeMillis();
        if (early > 0) {
          Thread.sleep(early);
        }
        long time = System.currentTimeMillis();
        boolean isSpike = random.nextInt(SPIKES) == 0;
        if (isSpike) {
          spikes.put(series, time);
        }
        send(topics, series, time, isSpike ? 40 : usual());
      }
    }
    topics.flush();
    Thread.sleep(5_000);
  }

  private void take(JobTopics.Firing firing) {
    JsonNode alert = JobTopics.parse(firing.alert());
    Long spike = spikes.remove(alert.path("labels").path("series").asInt(-1));
    if (spike != null) {
      delays.add(firing.seenAt() - spike);
    }
  }

  private void print(RunningJob job) throws Exception {
    List<Long> sorted = new ArrayList<>(delays);
    Collections.sort(sorted);
    System.out.printf(
        "detectors: %d series, %d of them heavy: sample to alert p50 %d ms, p99 %d ms, max %d ms"
            + " (%d alerts, %d spikes without)%n",
        SERIES,
        HEAVY,
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() * 99 / 100),
        sorted.get(sorted.size() - 1),
        sorted.size(),
        spikes.size());
    System.out.printf(
        "detectors: %s; resident %d MiB%n",
        job.checkpoints(), stack.servers().get(3).process().residentBytes() >> 20);
  }
}
