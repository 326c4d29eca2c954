package io.barograph.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.barograph.cli.live.FlinkMetrics;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Server;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import io.barograph.formats.encode.SampleJson;
import io.barograph.promql.rules.Rule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two thousand rules that people really have, at once in a job on real processes: the public ones
 * beside the checkout, and as many of those that ship as are missing. Half an hour of samples of
 * what they read is preloaded, one sample of each series every 15 s.
 *
 * <p>{@code ./mvnw verify -Dtest=None -Dit.test=ManyRulesBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}; {@code
 * -Dmany.rules=500} takes fewer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyRulesBenchmark {
  private static final int RULES = Integer.getInteger("many.rules", 2_000);
  private static final int INSTANCES = 3;
  private static final long INTERVAL_MILLIS = 15_000;
  private static final int ROUNDS = 120;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String PREFIX = "many-rules.";
  private static final double MIB = 1 << 20;

  /** Of so many rounds each series is calm until the second, and excited from there. */
  private static final int EXCITED_EVERY = 60;

  private static final int EXCITED_FROM = 40;

  @TempDir private static Path folder;

  private Installation installation;
  private Stack stack;
  private TakenRules rules;

  @BeforeAll
  void start() throws Exception {
    Path publicRules =
        Path.of(System.getProperty("shared.data", "../shared/data"), "promql", "rules");
    assumeThat(publicRules).as("public rules").isDirectory();
    installation = TestInstallation.get();
    rules =
        TakenRules.first(
            RULES, Duration.ofMillis(INTERVAL_MILLIS), List.of(publicRules, installation.rules()));
    rules.write(folder.resolve("rules"));
    stack = TestStack.startWithoutElasticsearch(installation, folder);
  }

  @AfterAll
  void stop() throws Exception {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void rulesAtOnce() throws Exception {
    MatchingSeries series = new MatchingSeries(rules.rules(), INSTANCES);
    long alerting = rules.rules().stream().filter(Rule.AlertingRule.class::isInstance).count();
    System.out.printf(
        "many rules: %d (%d alerting, %d recording; %d refused before), %d series of %d selectors,"
            + " none for %d%n",
        rules.rules().size(),
        alerting,
        rules.rules().size() - alerting,
        rules.refused().size(),
        series.all().size(),
        series.selectors(),
        series.unread());
    try (JobTopics topics = JobTopics.create(stack.ports().kafkaAddress(), PREFIX)) {
      long first = produce(topics, series.all());
      long submitted = System.nanoTime();
      RunningJob job = submit();
      double accepted = secondsSince(submitted);
      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(PATIENCE)
          .until(() -> job.isRunning() || job.state().equals("FAILED"));
      System.out.printf(
          "many rules: %s after %.1f s, of which flink run took %.1f s%n",
          job.state(), secondsSince(submitted), accepted);
      double rate =
          ThroughputBenchmark.measure(topics, PREFIX, (double) series.all().size() * ROUNDS, 0.9);
      System.out.printf("many rules: %,.0f samples/s%n", rate);
      printMemory();
      printCounts(job, topics, first);
      job.cancel();
      assertThat(rate).isPositive();
    }
  }

  private RunningJob submit() throws Exception {
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
        rules.paths: %s
        rules.evaluation-interval: 15 s
        state.profile: heap
        state.checkpoint-interval: 1 s
        """
            .formatted(stack.ports().kafkaAddress(), PREFIX, PREFIX, folder.resolve("rules")));
  }

  /* Once everything is read the clock goes on by wall time; what comes then is not counted. */
  private static void printCounts(RunningJob job, JobTopics topics, long first) {
    long end = first + ROUNDS * INTERVAL_MILLIS;
    System.out.printf(
        "many rules: %d transitions up to the last sample; until now %,.0f transitions,"
            + " %,.0f ticks of partitions, %,.0f without a result%n",
        topics.alerts().stream()
            .map(JobTopics::parse)
            .filter(alert -> JobTopics.updatedAt(alert) < end)
            .count(),
        job.sum("numAlertTransitions"),
        job.sum("numPartitionTicks"),
        job.sum("numEvaluationErrors"));
    System.out.printf(
        "many rules: %,.0f samples matched, %,.0f unmatched, %,.0f stored late, %,.0f series%n",
        job.sum("numSamplesMatched"),
        job.sum("numSamplesUnmatched"),
        job.sum("numSamplesStoredLate"),
        job.sum("numSeries"));
  }

  private void printMemory() throws Exception {
    System.out.printf(
        "many rules: TaskManager after the last sample: heap %.0f MiB, resident %.0f MiB%n",
        heapUsed() / MIB, taskManager().process().residentBytes() / MIB);
    jcmd("GC.run");
    Matcher used = Pattern.compile("used (\\d+)K").matcher(jcmd("GC.heap_info"));
    assertThat(used.find()).isTrue();
    System.out.printf(
        "many rules: TaskManager after a collection: heap %d MiB%n",
        Long.parseLong(used.group(1)) >> 10);
  }

  private double heapUsed() {
    return new FlinkMetrics(stack.ports(), stack.http())
        .read(0).stream()
            .filter(
                sample ->
                    sample
                        .labels()
                        .metricName()
                        .equals("flink_taskmanager_Status_JVM_Memory_Heap_Used"))
            .mapToDouble(Sample::value)
            .sum();
  }

  private String jcmd(String command) throws Exception {
    long pid = taskManager().process().handle().orElseThrow().pid();
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private Server taskManager() {
    return stack.servers().get(3);
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  /** Returns the time of the first samples. */
  private static long produce(JobTopics topics, List<Labels> series) throws InterruptedException {
    long first =
        System.currentTimeMillis() / INTERVAL_MILLIS * INTERVAL_MILLIS - ROUNDS * INTERVAL_MILLIS;
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < series.size(); i++) {
        long time = first + round * INTERVAL_MILLIS;
        topics.record(
            i % 4, SampleJson.encode(Sample.of(series.get(i), time, value(series.get(i), round))));
      }
    }
    topics.flush();
    return first;
  }

  /** Counters grow, for some minutes faster; gauges swing within one of four ranges. */
  private static double value(Labels series, int round) {
    int kind = (int) Math.floorMod(series.fingerprint(), 1_000L);
    int cycle = (round + kind) % EXCITED_EVERY;
    boolean excited = cycle >= EXCITED_FROM;
    if (series.metricName().matches(".*_(total|count|sum|bucket)")) {
      int excitedSoFar =
          (round + kind) / EXCITED_EVERY * (EXCITED_EVERY - EXCITED_FROM)
              + Math.max(0, cycle - EXCITED_FROM);
      return (1 + kind % 50) * (round + 20.0 * excitedSoFar);
    }
    return switch (kind % 4) {
      case 0 -> excited ? 0 : 1;
      case 1 -> excited ? 0.97 : 0.2;
      case 2 -> (excited ? 95 : 20) + Math.sin(round / 5.0);
      default -> (excited ? 9e9 : 1e6) + 1_000 * round;
    };
  }
}
