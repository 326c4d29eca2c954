package io.barograph.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.core.notify.Notification;
import io.barograph.core.sample.Sample;
import io.barograph.formats.alert.AlertJson;
import io.barograph.formats.encode.SampleJson;
import io.barograph.jobs.BarographJob;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.output.NotificationJson;
import io.barograph.jobs.testing.CollectedAlerts;
import io.barograph.jobs.testing.CollectingSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A backtest of recorded samples equals the live run, byte for byte, in any order of files. */
class BacktestJobITCase {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final long START = 1_760_000_000_000L;
  private static final long BOUND = 5_000;

  @TempDir Path folder;

  private final CollectedAlerts collected = new CollectedAlerts("live-" + UUID.randomUUID());

  private Optional<Path> routing = Optional.empty();

  @Test
  void equalsTheLiveRunByteForByteInAnyOrderOfFilesAndAtAnyParallelism() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Sample> samples = samples(random);
    String rules = rules().toString();
    List<Sample> halves = new ArrayList<>(samples);
    Collections.shuffle(halves, random);
    Path one = jsonLines("one.jsonl", halves.subList(0, halves.size() / 2));
    Path other = csv("other.csv", halves.subList(halves.size() / 2, halves.size()));

    String first = backtest("1", rules, one, other);
    String second = backtest("2", rules, other, one);
    String byTheSecond = backtest(new StepClock.Steps(1_000, 1), "2", rules, other, one);
    String live = live(rules, samples, random);

    assertThat(first.lines().count()).as("seed %s", seed).isGreaterThan(20);
    assertThat(second).as("seed %s", seed).isEqualTo(first);
    assertThat(byTheSecond).as("seed %s, steps of a second", seed).isEqualTo(first);
    assertThat(first).as("seed %s", seed).isEqualTo(live);
    assertThat(first).contains("\"High\"", "\"SumHigh\"", "\"Chained\"", "\"pack\":\"rules\"");
  }

  @Test
  void tellsReceiversWhatTheLiveRunToldThemAndWhatComesDueUpToTheLastSample() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Sample> samples = samples(random);
    String rules = rules().toString();
    routing();
    Path file = csv("all.csv", samples);

    backtest("2", rules, file);
    String first = notifications();
    backtest(new StepClock.Steps(1_000, 1), "2", rules, file);
    String byTheSecond = notifications();
    String transitions = live(rules, samples, random);
    StringBuilder live = new StringBuilder();
    CollectingSink.<Notification>seen(collected.notifications())
        .forEach(seen -> live.append(NotificationJson.of(seen.record(), "")).append('\n'));

    assertThat(transitions).isNotEmpty();
    assertThat(byTheSecond).as("seed %s, steps of a second", seed).isEqualTo(first);
    assertThat(lines(first)).as("seed %s", seed).containsAll(lines(live.toString()));
    assertThat(lines(live.toString())).as("seed %s", seed).hasSizeGreaterThan(10);
    long end = samples.stream().mapToLong(Sample::timestamp).max().orElseThrow();
    assertThat(lines(first))
        .as("seed %s: what the live run did not tell, since its clock stays behind", seed)
        .filteredOn(line -> !live.toString().contains(line))
        .allSatisfy(line -> assertThat(at(line)).isBetween(end - BOUND - 1_000, end));
  }

  @Test
  void leavesAnEmptyFileOfNotificationsIfNothingFires() throws Exception {
    routing();
    Path file = Files.writeString(folder.resolve("none.csv"), "timestamp,name,value\n1,up,1\n");
    assertThat(backtest("1", rules().toString(), file)).isEmpty();
    assertThat(notifications()).isEmpty();
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }

  private static long at(String notification) {
    String at = notification.replaceAll(".*\"at\":\"([^\"]+)\".*", "$1");
    return Instant.parse(at).toEpochMilli();
  }

  private String notifications() throws IOException {
    return Files.readString(folder.resolve("out/notifications.jsonl"));
  }

  /** Leaves a routing file, which all runs of the test take from then on. */
  private void routing() throws IOException {
    routing =
        Optional.of(
            Files.writeString(
                folder.resolve("alertmanager.yml"),
                """
                route:
                  receiver: desk
                  group_by: [alertname]
                  group_wait: 10s
                  group_interval: 30s
                  routes:
                    - {receiver: jobs, matchers: [alertname="SumHigh"], group_by: ['...'], continue: true}
                receivers: [{name: desk}, {name: jobs}]
                """));
  }

  @Test
  void countsWhatItCannotReadAndSaysWhere() throws Exception {
    Path file =
        Files.writeString(folder.resolve("bad.csv"), "timestamp,name,value\n1,up,1\nx,up,1\n");
    String told = backtest("1", rules().toString(), file);
    assertThat(told).isEmpty();
    assertThat(Files.readString(folder.resolve("out/input.json")))
        .contains("\"samples\":1,", "\"deadLetters\":1,", "\"line\":3,\"reason\":\"malformed\"");
  }

  @Test
  void findsNothingWhereThereIsNoSample() throws Exception {
    Path file = Files.writeString(folder.resolve("none.csv"), "timestamp,name,value\n");
    assertThat(backtest("2", rules().toString(), file)).isEmpty();
    assertThat(Files.readString(folder.resolve("out/input.json"))).startsWith("{\"samples\":0,");
  }

  @Test
  void leavesOutRulesThatReadAlertsAndRunsTheOthers() throws Exception {
    Path pack =
        Files.writeString(
            folder.resolve("alerts.yml"),
            pack(
                """
                {alert: Up, expr: up > 0}
                  - {alert: Twice, expr: up > 0}
                  - {alert: Quiet, expr: 'absent(ALERTS{alertname="Up"})'}
                  - {record: firing, expr: 'count(ALERTS{alertname="Up"})'}
                  - {alert: Many, expr: firing or up > 0}
                  - {alert: Twice, expr: 'up > 0 unless ALERTS{alertname="Up"}'}\
                """));
    Path file =
        Files.writeString(folder.resolve("x.csv"), "timestamp,name,value\n1,up,1\n60000,up,1\n");
    String told = backtest("2", pack.toString(), file);
    assertThat(told.lines()).singleElement().asString().contains("\"alertname\":\"Up\"");
    assertThat(Files.readString(folder.resolve("out/input.json")))
        .contains("\"leftOutRules\":[\"Many\",\"Quiet\",\"Twice\"]");
  }

  @Test
  void refusesWhatItCannotUseWithAWord() throws Exception {
    Path file = Files.writeString(folder.resolve("x.csv"), "timestamp,name,value\n");
    assertThatThrownBy(() -> backtest("1", folder.resolve("none.yml").toString(), file))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("none.yml does not exist");
    assertThatThrownBy(() -> backtest("1", rules().toString(), folder.resolve("none.csv")))
        .hasMessageContaining("none.csv does not exist");
    Path unknown = Files.writeString(folder.resolve("x.parquet"), "");
    assertThatThrownBy(() -> backtest("1", rules().toString(), unknown))
        .hasMessageContaining("x.parquet tells no format")
        .hasMessageContaining(".csv (csv)");
  }

  private String backtest(String parallelism, String rules, Path... files) throws Exception {
    return backtest(BacktestJob.STEPS, parallelism, rules, files);
  }

  private String backtest(StepClock.Steps steps, String parallelism, String rules, Path... files)
      throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--rules",
                rules,
                "--parallelism",
                parallelism,
                "--interval",
                "15000",
                "--output",
                folder.resolve("out").toString()));
    for (Path file : files) {
      arguments.addAll(List.of("--input", file.toString()));
    }
    routing.ifPresent(file -> arguments.addAll(List.of("--routing", file.toString())));
    BacktestJob.run(BacktestArguments.parse(arguments.toArray(String[]::new)), steps);
    return Files.readString(folder.resolve("out/transitions.jsonl"));
  }

  /** The job as it runs on topics, on a stream in the order of arrival. */
  private String live(String rules, List<Sample> samples, Random random) throws Exception {
    record Arrival(Sample sample, long at) {}
    List<Ingested> arriving =
        samples.stream()
            .map(sample -> new Arrival(sample, sample.timestamp() + random.nextLong(BOUND)))
            .sorted(Comparator.comparingLong(Arrival::at))
            .map(
                arrival ->
                    (Ingested)
                        new IngestedSample(
                            arrival.sample().labels(),
                            arrival.sample().timestamp(),
                            arrival.sample().value(),
                            arrival.sample().stale(),
                            Ingested.ON_TIME))
            .toList();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--rules", rules, "--interval", "15000", "--input", "none", "--output", "none"));
    routing.ifPresent(file -> arguments.addAll(List.of("--routing", file.toString())));
    JobOptions options = BacktestArguments.parse(arguments.toArray(String[]::new)).options();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(options.flinkConfiguration());
    env.setParallelism(2);
    DataStream<Ingested> stream =
        env.fromData(arriving, IngestedSerializer.<Ingested>ofKind())
            .setParallelism(1)
            .uid("source")
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<Ingested>forBoundedOutOfOrderness(Duration.ofMillis(BOUND))
                    .withTimestampAssigner((sample, time) -> ((IngestedSample) sample).timestamp()))
            .setParallelism(1)
            .uid("watermarks");
    BarographJob.define(
        options,
        Map.of("metrics", stream),
        () -> {
          throw new IllegalStateException("no rule reads alerts");
        },
        collected);
    env.execute("live");
    List<Alert> alerts = new ArrayList<>();
    CollectingSink.<Alert>seen(collected.name()).forEach(seen -> alerts.add(seen.record()));
    StringBuilder lines = new StringBuilder();
    alerts.stream()
        .sorted(
            Comparator.comparingLong(Alert::updatedAt)
                .thenComparing(Alert::id)
                .thenComparingInt(alert -> alert.state().version()))
        .forEach(alert -> lines.append(AlertJson.of(alert)).append('\n'));
    return lines.toString();
  }

  private Path rules() throws IOException {
    return Files.writeString(
        folder.resolve("rules.yml"),
        pack(
            """
            {alert: High, expr: load > 6, for: 15s, annotations: {a: '{{ $value }}'}}
              - {alert: SumHigh, expr: sum by (job) (load) > 15}
              - {record: 'job:load:max', expr: max by (job) (load)}
              - {alert: Chained, expr: 'job:load:max > 7'}
              - {alert: High, expr: load > 8}\
            """));
  }

  private static String pack(String rules) {
    return "groups:\n- name: g\n  rules:\n  - " + rules.strip() + "\n";
  }

  private static List<Sample> samples(Random random) {
    List<Sample> samples = new ArrayList<>();
    for (int host = 0; host < 9; host++) {
      Labels labels = Labels.of("__name__", "load", "instance", "i" + host, "job", "j" + host % 3);
      for (int second = random.nextInt(5); second < 600; second += 5) {
        long time = START + second * 1_000L + random.nextInt(900);
        if (random.nextInt(60) == 0) {
          samples.add(Sample.stale(labels, time));
          second += 30;
        } else {
          samples.add(Sample.of(labels, time, random.nextInt(10)));
        }
      }
    }
    return samples;
  }

  private Path jsonLines(String name, List<Sample> samples) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Sample sample : samples) {
      lines.append(new String(SampleJson.encode(sample), StandardCharsets.UTF_8)).append('\n');
    }
    return Files.writeString(folder.resolve(name), lines);
  }

  private Path csv(String name, List<Sample> samples) throws IOException {
    StringBuilder lines = new StringBuilder("timestamp,name,value,instance,job\n");
    for (Sample sample : samples) {
      Labels labels = sample.labels();
      lines.append(
          "%d,%s,%s,%s,%s\n"
              .formatted(
                  sample.timestamp(),
                  labels.metricName(),
                  sample.stale() ? "stale" : sample.value(),
                  labels.get("instance"),
                  labels.get("job")));
    }
    return Files.writeString(folder.resolve(name), lines);
  }
}
