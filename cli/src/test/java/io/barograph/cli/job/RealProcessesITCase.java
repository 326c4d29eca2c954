package io.barograph.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Server;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.core.sample.Sample;
import io.barograph.promql.eval.SeriesSelector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job under {@code flink run} on real servers: what it tells when its TaskManager is killed,
 * when its broker falls silent, and whether what rules read about it is there.
 *
 * <p>{@code -Dkill.seconds=5400} is the long form of the first, {@code -Dbroker.silence.seconds=60}
 * of the second.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealProcessesITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int SERIES = 400;
  private static final int SECONDS = Integer.getInteger("kill.seconds", 3_600);
  private static final int LOADED_HOSTS = 4;
  private static final String RULES =
      """
      groups:
        - name: load
          interval: 15s
          rules:
            - alert: HighCpu
              expr: cpu > 0.9
              for: 1m
              labels: {severity: warning}
            - alert: RisingCpu
              expr: avg_over_time(cpu[2m]) > 0.7
              labels: {severity: critical}
            - record: hosts:hot:count
              expr: count(cpu > 0.8)
            - alert: ManyHotHosts
              expr: hosts:hot:count > 90
              for: 30s
      """;

  /**
   * Two hours ago, so that every alert has ended, by time-out at the latest, before now; one time
   * for all runs, whichever hour they are in.
   */
  private static final long START =
      System.currentTimeMillis() / 3_600_000 * 3_600_000 - 2 * 3_600_000;

  /** The TaskManager is killed once less than this share of the input is unread. */
  private static final double KILL_BELOW =
      Double.parseDouble(System.getProperty("kill.below", "0.8"));

  @TempDir private static Path folder;

  private Installation installation;
  private Stack stack;
  private Thread supervisor;
  private Path rules;

  @BeforeAll
  void start() throws Exception {
    installation = TestInstallation.get();
    assumeThat(installation.jobJar()).as("the job jar is built").isRegularFile();
    rules = Files.writeString(folder.resolve("rules.yml"), RULES);
    stack = TestStack.start(installation, folder);
    supervisor = new Thread(this::supervise, "supervisor");
    supervisor.start();
  }

  @AfterAll
  void stop() throws IOException, InterruptedException {
    if (stack != null) {
      supervisor.interrupt();
      supervisor.join();
      stack.close();
    }
  }

  @Test
  void aKilledTaskManagerChangesNothingThatIsTold() throws Exception {
    List<String> undisturbed = run("calm.", "at-least-once", false);
    List<String> killed = run("killed.", "at-least-once", true);
    List<String> exactlyOnce = run("exact.", "exactly-once", true);

    assertThat(undisturbed).hasSizeGreaterThan(500);
    assertThat(sorted(JobTopics.withoutOldVersions(killed))).isEqualTo(sorted(undisturbed));
    assertThat(sorted(exactlyOnce)).as("byte for byte").isEqualTo(sorted(undisturbed));
    System.out.printf(
        "kill -9: %d transitions undisturbed, %d with repeats after a kill, %d exactly once%n",
        undisturbed.size(), killed.size(), exactlyOnce.size());
  }

  @Test
  void aSilentBrokerMakesNoAbsence() throws Exception {
    int silence = Integer.getInteger("broker.silence.seconds", 30);
    try (JobTopics topics = JobTopics.create(stack.ports().kafkaAddress(), "silent.")) {
      Thread producers = new Thread(() -> feed(topics), "producers");
      producers.start();
      RunningJob job =
          submit("silent.", "at-least-once", group("silent.") + "rules.look-back: 20 s\n");
      await().atMost(PATIENCE).until(() -> count(topics, "firing") >= LOADED_HOSTS);
      ProcessHandle kafka = stack.servers().get(0).process().handle().orElseThrow();
      signal("STOP", kafka);
      try {
        Thread.sleep(Duration.ofSeconds(silence).toMillis());
      } finally {
        signal("CONT", kafka);
      }
      Thread.sleep(Duration.ofSeconds(30).toMillis());
      int firing = count(topics, "firing");
      List<String> told = topics.alerts();
      producers.interrupt();
      producers.join();
      job.cancel();

      assertThat(told).isNotEmpty().noneMatch(alert -> alert.contains("\"nodata\""));
      assertThat(firing).isGreaterThanOrEqualTo(LOADED_HOSTS);
      System.out.printf("silent broker: %d s without an absence claimed%n", silence);
    }
  }

  @Test
  void everySeriesThatRulesOnTheStackReadIsThere() throws Exception {
    List<SeriesSelector> leaves = WatchedSeries.leaves(installation, "self/self.yml");
    leaves.addAll(WatchedSeries.leaves(installation, "system/stack.yml"));
    WatchedSeries.leaves(installation, "system/services.yml").stream()
        .filter(leaf -> leaf.metricName().matches("probe_(success|duration_seconds)"))
        .forEach(leaves::add);
    assertThat(leaves).hasSizeGreaterThan(15);
    try (JobTopics topics = JobTopics.create(stack.ports().kafkaAddress(), "watched.");
        WatchedSeries watched = new WatchedSeries(stack, "watched.")) {
      RunningJob job =
          submit(
              "watched.",
              "at-least-once",
              """
              kafka.group-id: barograph
              elasticsearch.hosts: %s
              """
                  .formatted(stack.ports().elasticsearchUrl()));
      topics.sample(0, System.currentTimeMillis() - 60_000, 0.1);
      topics.flush();
      await()
          .pollInterval(Duration.ofSeconds(1))
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                List<Sample> there = watched.read();
                assertThat(leaves)
                    .allSatisfy(
                        leaf ->
                            assertThat(there)
                                .as(leaf.toString())
                                .anyMatch(sample -> leaf.matches(sample.labels())));
                assertThat(there)
                    .as("how late the sample was taken")
                    .anyMatch(
                        sample ->
                            sample.labels().metricName().endsWith("_sampleDelayMillis")
                                && sample.value() >= 60_000);
              });
      job.cancel();
    }
  }

  /** Reads an hour of samples; returns what was told when every alert has ended. */
  private List<String> run(String prefix, String delivery, boolean kill) throws Exception {
    try (JobTopics topics = JobTopics.create(stack.ports().kafkaAddress(), prefix)) {
      produceSamples(topics);
      RunningJob job = submit(prefix, delivery, group(prefix));
      if (kill) {
        killInTheMiddle(job, topics, prefix);
      }
      await()
          .pollInterval(Duration.ofSeconds(1))
          .atMost(PATIENCE)
          .until(() -> hasEnded(topics, prefix));
      job.cancel();
      return topics.alerts();
    }
  }

  /* The TaskManager is frozen first, so that what must be true of the moment can be looked at. */
  private void killInTheMiddle(RunningJob job, JobTopics topics, String group) throws Exception {
    awaitTwoCommits(topics, group);
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE)
        .until(
            () ->
                topics.unread(group) < KILL_BELOW
                    && JobTopics.statuses(topics.alerts())
                        .values()
                        .containsAll(List.of("pending", "firing")));
    ProcessHandle taskManager = taskManager().process().handle().orElseThrow();
    signal("STOP", taskManager);
    await().atMost(Duration.ofSeconds(8)).until(() -> job.completedCheckpoints() >= 2);
    double unread = topics.unread(group);
    assertThat(unread).as("share of the input that is unread").isGreaterThan(0.3);
    assertThat(JobTopics.statuses(topics.alerts()).values()).contains("pending", "firing");
    taskManager.destroyForcibly();
  }

  /* Offsets are committed when a checkpoint completes. */
  private static void awaitTwoCommits(JobTopics topics, String group) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    double last = 1;
    for (int commits = 0; commits < 2; ) {
      double unread = topics.unread(group);
      if (unread < last) {
        last = unread;
        commits++;
      }
      assertThat(System.nanoTime()).as("the job reads").isLessThan(deadline);
    }
  }

  private static boolean hasEnded(JobTopics topics, String group) throws Exception {
    Collection<String> statuses = JobTopics.statuses(topics.alerts()).values();
    return !statuses.isEmpty()
        && topics.unread(group) == 0
        && statuses.stream().allMatch(status -> status.matches("resolved|inactive"));
  }

  private static void produceSamples(JobTopics topics) throws InterruptedException {
    Random random = new Random(11);
    double[] load = random.doubles(SERIES).toArray();
    for (int second = 0; second < SECONDS; second++) {
      for (int series = 0; series < SERIES; series++) {
        load[series] = Math.min(1, Math.max(0, load[series] + random.nextGaussian() * 0.02));
        topics.sample(series, START + second * 1_000L, load[series]);
      }
    }
    topics.flush();
  }

  private static void feed(JobTopics topics) {
    try {
      while (true) {
        for (int series = 0; series < LOADED_HOSTS; series++) {
          topics.sample(series, System.currentTimeMillis(), 0.95);
        }
        Thread.sleep(1_000);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static int count(JobTopics topics, String status) {
    return (int)
        JobTopics.statuses(topics.alerts()).values().stream().filter(status::equals).count();
  }

  private RunningJob submit(String prefix, String delivery, String furtherOptions)
      throws IOException, InterruptedException {
    return RunningJob.submit(
        stack,
        installation,
        folder,
        """
        kafka.bootstrap.servers: %s
        topics.prefix: %s
        inputs: [metrics]
        inputs.metrics.format: json
        rules.paths: %s
        sinks.kafka.delivery: %s
        state.checkpoint-interval: 500 ms
        %s\
        """
            .formatted(stack.ports().kafkaAddress(), prefix, rules, delivery, furtherOptions));
  }

  private static String group(String name) {
    return "kafka.group-id: " + name + "\n";
  }

  private static void signal(String name, ProcessHandle process)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
        .inheritIO()
        .start()
        .waitFor();
  }

  private Server taskManager() {
    return stack.servers().get(3);
  }

  private void supervise() {
    try {
      stack.supervisor().run();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static List<String> sorted(List<String> alerts) {
    return alerts.stream().sorted().toList();
  }
}
