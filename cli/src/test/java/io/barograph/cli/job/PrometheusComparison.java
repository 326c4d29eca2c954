package io.barograph.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.barograph.cli.detection.PrometheusServer;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import io.barograph.formats.encode.SampleJson;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleGroup;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job and a Prometheus side by side: the same rules, the same samples at the same time, for four
 * and a half minutes; then what each says of each alert. Skipped where no {@code prometheus} is on
 * the search path.
 *
 * <p>{@code ./mvnw verify -Dtest=None -Dit.test=PrometheusComparison
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}; {@code
 * -Dcompared.seed=7} takes other troubles, {@code -Dcompared.machines=200} more machines.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusComparison {
  private static final long SEED = Long.getLong("compared.seed", 11);
  private static final int MACHINES = Integer.getInteger("compared.machines", 20);
  private static final int SECONDS = 285;

  /** From here on the processor time is told apart: the job is warm. */
  private static final int WARM_SECONDS = 135;

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Not compared: the end of the feed, which the job's clock has not passed yet. */
  private static final long UNSEEN_MILLIS = 15_000;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PREFIX = "compared.";
  private static final String RULES = "comparison.yml";

  @TempDir private static Path folder;

  private final Map<String, Long> intervalOf = new HashMap<>();
  private Installation installation;
  private Path program;
  private Path rules;
  private Stack stack;

  @BeforeAll
  void start() throws Exception {
    Optional<Path> installed = PrometheusServer.program();
    assumeThat(installed).as("prometheus on the search path").isPresent();
    program = installed.orElseThrow();
    rules = folder.resolve(RULES);
    try (InputStream text = PrometheusComparison.class.getResourceAsStream(RULES)) {
      Files.copy(text, rules);
    }
    for (RuleGroup group : RuleFile.parse(RULES, Files.readString(rules)).groups()) {
      for (Rule rule : group.rules()) {
        if (rule instanceof Rule.AlertingRule) {
          intervalOf.put(rule.name(), group.interval().orElse(INTERVAL).toMillis());
        }
      }
    }
    installation = TestInstallation.get();
    stack = TestStack.startWithoutElasticsearch(installation, folder);
  }

  @AfterAll
  void stop() throws Exception {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void saysWhatPrometheusSays() throws Exception {
    try (JobTopics topics = JobTopics.create(stack.ports().kafkaAddress(), PREFIX)) {
      RunningJob job = submit();
      await().atMost(PATIENCE).until(job::isRunning);
      try (PrometheusServer prometheus =
          PrometheusServer.start(
              program, folder.resolve("prometheus"), List.of(rules), INTERVAL, List.of())) {
        System.out.printf(
            "side by side: Prometheus %s, %d machines, seed %d%n",
            prometheus.version(), MACHINES, SEED);
        long start = nextPhase(System.currentTimeMillis() + 3_000);
        ComparedFeed feed = new ComparedFeed(MACHINES, start, SEED);
        Map<String, Duration> before = processorTime(prometheus);
        feed(feed, start, 0, WARM_SECONDS, prometheus, topics);
        Map<String, Duration> warm = processorTime(prometheus);
        feed(feed, start, WARM_SECONDS, SECONDS, prometheus, topics);
        Map<String, Duration> after = processorTime(prometheus);
        SortedMap<Labels, AlertTimeline> theirs =
            AlertTimeline.ofSamples(prometheus.query("ALERTS[10m]"), intervalOf::get);
        SortedMap<Labels, AlertTimeline> ours =
            AlertTimeline.ofTransitions(
                JobTopics.withoutOldVersions(topics.alerts()).stream()
                    .map(JobTopics::parse)
                    .toList());
        job.cancel();
        assertThat(prometheus.groups().findValuesAsText("health")).containsOnly("ok");
        after.forEach(
            (process, time) ->
                System.out.printf(
                    "side by side: %s: %.1f s of processor time in %d s, %.1f s of it in the last"
                        + " %d s%n",
                    process,
                    time.minus(before.get(process)).toMillis() / 1e3,
                    SECONDS,
                    time.minus(warm.get(process)).toMillis() / 1e3,
                    SECONDS - WARM_SECONDS));
        compare(ours, theirs, start, start + SECONDS * 1_000L - UNSEEN_MILLIS);
      }
    }
  }

  private void compare(
      SortedMap<Labels, AlertTimeline> ours,
      SortedMap<Labels, AlertTimeline> theirs,
      long from,
      long until) {
    SortedSet<Labels> all = new TreeSet<>(ours.keySet());
    all.addAll(theirs.keySet());
    AlertTimeline never = new AlertTimeline(List.of());
    List<String> failures = new ArrayList<>();
    SortedSet<String> named = new TreeSet<>();
    int skipped = 0;
    long edges = 0;
    long sameTick = 0;
    for (Labels labels : all) {
      long interval = intervalOf.get(labels.get(Labels.ALERT_NAME));
      AlertTimeline whole = theirs.getOrDefault(labels, never);
      long tolerance = interval + phase(whole, interval);
      AlertTimeline our = ours.getOrDefault(labels, never).between(from, until, tolerance);
      AlertTimeline their = whole.between(from, until, tolerance);
      boolean isAtEdge = our.spans().isEmpty() && their.spans().isEmpty();
      if (isAtEdge) {
        skipped++;
        continue;
      }
      named.add(labels.get(Labels.ALERT_NAME));
      Optional<String> difference = their.difference(our, tolerance);
      if (difference.isPresent()) {
        failures.add(
            "%s: %s%n  job        %s%n  Prometheus %s"
                .formatted(labels, difference.get(), since(from, our), since(from, their)));
        continue;
      }
      for (int i = 0; i < our.spans().size(); i++) {
        AlertTimeline.Span ourSpan = our.spans().get(i);
        AlertTimeline.Span theirSpan = their.spans().get(i);
        edges += 2;
        sameTick += isSameTick(ourSpan.from(), theirSpan.from(), interval) ? 1 : 0;
        sameTick += isSameTick(ourSpan.to(), theirSpan.to(), interval) ? 1 : 0;
      }
    }
    failures.forEach(failure -> System.out.println("side by side: " + failure));
    System.out.printf(
        "side by side: %d passed, %d failed, %d skipped (label sets of %d of %d alerting rules);"
            + " %d of %d beginnings and ends at the same tick%n",
        all.size() - failures.size() - skipped,
        failures.size(),
        skipped,
        named.size(),
        intervalOf.size(),
        sameTick,
        edges);
    assertThat(all).hasSizeGreaterThan(100);
    assertThat(failures).isEmpty();
  }

  /* Prometheus evaluates a group at multiples of its interval and a time that is its own. */
  private static long phase(AlertTimeline theirs, long interval) {
    return theirs.spans().stream()
        .mapToLong(span -> Math.floorMod(span.from(), interval))
        .max()
        .orElse(0);
  }

  /* Values change at the phase offset of the feed, so a tick before it belongs to the multiple
   * before and one behind it to the next. */
  private static boolean isSameTick(long ours, long theirs, long interval) {
    return ours == theirs
        || Math.floorDiv(theirs + interval - ComparedFeed.PHASE_OFFSET_MILLIS, interval)
            == Math.floorDiv(ours, interval);
  }

  private static List<AlertTimeline.Span> since(long from, AlertTimeline timeline) {
    return timeline.spans().stream()
        .map(span -> new AlertTimeline.Span(span.state(), span.from() - from, span.to() - from))
        .toList();
  }

  private static void feed(
      ComparedFeed feed,
      long start,
      int fromSecond,
      int toSecond,
      PrometheusServer prometheus,
      JobTopics topics)
      throws Exception {
    for (int second = fromSecond; second < toSecond; second++) {
      long time = start + second * 1_000L;
      Thread.sleep(Math.max(0, time - System.currentTimeMillis()));
      List<Sample> samples = feed.at(time);
      for (Sample sample : samples) {
        int partition = (int) Math.floorMod(sample.labels().fingerprint(), 4L);
        topics.record(partition, SampleJson.encode(sample));
      }
      topics.flush();
      prometheus.write(samples);
    }
  }

  private static long nextPhase(long time) {
    long phase = ComparedFeed.PHASE_MILLIS / 3;
    return (time / phase + 1) * phase + ComparedFeed.PHASE_OFFSET_MILLIS;
  }

  private Map<String, Duration> processorTime(PrometheusServer prometheus) {
    Map<String, Duration> times = new LinkedHashMap<>();
    times.put("Prometheus", processorTime(prometheus.process()));
    stack
        .servers()
        .forEach(
            server ->
                server
                    .process()
                    .handle()
                    .ifPresent(process -> times.put(server.name(), processorTime(process))));
    return times;
  }

  /** User and system time. */
  private static Duration processorTime(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow();
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
        rules.evaluation-interval: %d s
        compat.no-data: resolve
        """
            .formatted(stack.ports().kafkaAddress(), PREFIX, PREFIX, rules, INTERVAL.toSeconds()));
  }
}
