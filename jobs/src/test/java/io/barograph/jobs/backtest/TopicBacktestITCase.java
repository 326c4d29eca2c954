package io.barograph.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import io.barograph.formats.alert.AlertJson;
import io.barograph.formats.encode.SampleJson;
import io.barograph.jobs.BarographJob;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.source.KafkaInputs;
import io.barograph.jobs.testing.CollectedAlerts;
import io.barograph.jobs.testing.CollectingSink;
import io.barograph.jobs.testing.TestBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A backtest of a topic tells what the live job told of the same time, byte for byte. */
class TopicBacktestITCase {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long SECOND = 1_000;
  private static final long TICK = 15 * SECOND;
  private static final long MINUTE = 60_000;

  /** The partition that falls silent, and then brings what it held back. */
  private static final int SILENT = 2;

  private static TestBroker broker;

  @TempDir Path folder;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = TestBroker.start();
  }

  @AfterAll
  static void stopBroker() throws Exception {
    broker.close();
  }

  @Test
  void equalsTheLiveTransitionsByteForByteOnTheRecordedClock() throws Exception {
    broker.createTopics(Map.of("top.metrics", 4, "top.clock", 1));
    long seed = Long.getLong("backtest.seed", 1); // of which all kinds of transitions are known
    Random random = new Random(seed);
    Feed feed = new Feed(random);
    long now = System.currentTimeMillis() / TICK * TICK;
    long start = now - 12 * MINUTE;
    long end = now + MINUTE;
    JobClient job;
    try (KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      feed.send(producer, start, now - 6 * MINUTE, 0, 1, SILENT);
      send(producer, 0, "{no sample");
      feed.send(producer, now - 6 * MINUTE, now, 0, 1);
      producer.flush();
      job = live();
      await().atMost(PATIENCE).until(() -> clockRecords(SILENT) > 2);
      feed.send(producer, now - 6 * MINUTE, now - 3 * MINUTE, SILENT);
      producer.flush();
      feed.send(producer, now, end + 2 * MINUTE, 0, 1, SILENT);
      send(producer, 0, "marker", end + 3 * MINUTE, 1);
      send(producer, 1, "marker", end + 5 * MINUTE, 1);
      send(producer, SILENT, "marker", end + 5 * MINUTE, 1);
      send(producer, 3, "marker", end + 5 * MINUTE, 1);
      send(producer, 0, "marker", end + 5 * MINUTE, 1);
    }
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                CollectingSink.<Alert>seen("topic-live").stream()
                    .anyMatch(seen -> seen.record().name().equals("Marker")));
    job.cancel().get();
    String live = told(start - MINUTE, end);

    assertThat(backtest("1", start - MINUTE, end)).as("seed %s", seed).isEqualTo(live);
    String input = Files.readString(folder.resolve("out/input.json"));
    assertThat(backtest("2", start - MINUTE, end)).as("seed %s", seed).isEqualTo(live);
    assertThat(live.lines().count()).as("seed %s", seed).isGreaterThan(20);
    assertThat(live).contains("\"nodata\"", "\"High\"", "\"SumHigh\"", "\"Chained\"");
    assertThat(input)
        .contains(
            "\"deadLetters\":1,\"firstDeadLetters\":[{\"partition\":0,\"offset\":",
            "\"reason\":\"malformed\"",
            "came behind the clock",
            "the clock went on as top.clock has it");
    long middle = now - 5 * MINUTE;
    assertThat(backtest("2", middle, end, "--against", rules().toString()))
        .as("from the middle, warmed up, seed %s", seed)
        .isEqualTo(told(middle, end));
    assertThat(folder.resolve("out/against-transitions.jsonl")).hasContent(told(middle, end));
    assertThat(folder.resolve("out/earlier-transitions.jsonl"))
        .hasContent(told(start - MINUTE, middle - 1));
    assertThat(broker.readAll("top.clock"))
        .as("a backtest writes to no topic")
        .hasSize((int) broker.size("top.clock"));
  }

  @Test
  void namesWhatItCannotReadAndTheRemedy() throws Exception {
    broker.createTopics(Map.of("top.some", 2, "top.empty", 1));
    long now = System.currentTimeMillis();
    try (KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      send(producer, "top.some", 0, sample("up", now, 1));
    }
    assertThatThrownBy(() -> backtest("1", 0, now, "--topic", "top.none"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("there is no topic top.none at " + broker.servers())
        .hasMessageContaining("top.empty, ")
        .hasMessageContaining("top.some");
    assertThatThrownBy(() -> backtest("1", 0, now, "--topic", "top.empty"))
        .hasMessageContaining("top.empty is empty: name a topic");
    assertThatThrownBy(
            () -> backtest("1", now - 90 * MINUTE, now - 80 * MINUTE, "--topic", "top.some"))
        .hasMessageContaining("top.some has no records that were written from ")
        .hasMessageContaining("choose --from and --to there, or raise --lateness");
    assertThatThrownBy(() -> backtest("1", now, now, "--topic", "top.some"))
        .hasMessageContaining("--from must be before --to");
    assertThatThrownBy(
            () ->
                backtest(
                    "1",
                    now - MINUTE,
                    now,
                    "--topic",
                    "top.some",
                    "--bootstrap-servers",
                    "127.0.0.1:1"))
        .hasMessageContaining("Kafka does not answer at 127.0.0.1:1: ")
        .hasMessageContaining("name other brokers with --bootstrap-servers");
  }

  /** The job as it runs on topics. */
  private JobClient live() throws Exception {
    JobOptions options = arguments("1", 0, 1).options();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(options.flinkConfiguration());
    env.setParallelism(2);
    BarographJob.define(
        options,
        KafkaInputs.open(env, options),
        () -> {
          throw new IllegalStateException("no rule reads alerts");
        },
        new CollectedAlerts("topic-live"));
    return env.executeAsync("live");
  }

  /** The live transitions between two times, as the file of a backtest has them. */
  private static String told(long from, long to) {
    StringBuilder lines = new StringBuilder();
    CollectingSink.<Alert>seen("topic-live").stream()
        .map(CollectingSink.Seen::record)
        .filter(alert -> alert.updatedAt() >= from && alert.updatedAt() <= to)
        .sorted(
            Comparator.comparingLong(Alert::updatedAt)
                .thenComparing(Alert::id)
                .thenComparingInt(alert -> alert.state().version()))
        .forEach(alert -> lines.append(AlertJson.of(alert)).append('\n'));
    return lines.toString();
  }

  private String backtest(String parallelism, long from, long to, String... more) throws Exception {
    BacktestJob.run(arguments(parallelism, from, to, more));
    return Files.readString(folder.resolve("out/transitions.jsonl"));
  }

  private BacktestArguments arguments(String parallelism, long from, long to, String... more)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--rules",
                rules().toString(),
                "--config",
                config().toString(),
                "--bootstrap-servers",
                broker.servers(),
                "--topics-prefix",
                "top.",
                "--from",
                Long.toString(from),
                "--to",
                Long.toString(to),
                "--parallelism",
                parallelism,
                "--output",
                folder.resolve("out").toString()));
    if (!List.of(more).contains("--topic")) {
      arguments.addAll(List.of("--topic", "top.metrics"));
    }
    arguments.addAll(List.of(more));
    return BacktestArguments.parse(arguments.toArray(String[]::new));
  }

  private Path config() throws IOException {
    return Files.writeString(
        folder.resolve("job.yaml"),
        """
        clock: {bound: 2 s, settle: 1 s}
        rules: {look-back: 1 min, evaluation-interval: 15 s}
        inputs.metrics.format: json
        """);
  }

  private Path rules() throws IOException {
    return Files.writeString(
        folder.resolve("rules.yml"),
        """
        groups:
        - name: g
          rules:
          - {alert: High, expr: load > 6, for: 15s, annotations: {a: '{{ $value }}'}}
          - {alert: SumHigh, expr: sum by (job) (load) > 15}
          - {record: 'job:load:max', expr: max by (job) (load)}
          - {alert: Chained, expr: 'job:load:max > 7'}
          - {alert: Average, expr: 'avg by (job) (avg_over_time(load[45s])) > 4.6'}
          - {alert: Marker, expr: marker > 0}
        """);
  }

  private static long clockRecords(int partition) {
    return broker.readAll("top.clock").stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .filter(record -> record.contains("\"partition\":" + partition + ","))
        .count();
  }

  /** Nine hosts of three jobs, each job in all partitions, in disorder, some of them late. */
  private record Feed(Random random) {
    private record Arrival(Sample sample, int partition, long at) {}

    void send(KafkaProducer<byte[], byte[]> producer, long from, long to, Integer... partitions) {
      List<Arrival> arrivals = new ArrayList<>();
      for (int host = 0; host < 9; host++) {
        int partition = host % 3;
        if (List.of(partitions).contains(partition)) {
          Labels labels =
              Labels.of("__name__", "load", "instance", "i" + host, "job", "j" + host / 3);
          for (long time = from + random.nextInt(900); time < to; time += 5 * SECOND) {
            long delay = random.nextInt(20) == 0 ? 10 * SECOND : random.nextInt(2_000);
            arrivals.add(
                new Arrival(Sample.of(labels, time, random.nextInt(10)), partition, time + delay));
          }
        }
      }
      arrivals.sort(Comparator.comparingLong(Arrival::at));
      for (Arrival arrival : arrivals) {
        byte[] bytes = SampleJson.encode(arrival.sample());
        Future<?> unused =
            producer.send(new ProducerRecord<>("top.metrics", arrival.partition(), null, bytes));
      }
    }
  }

  private static String sample(String name, long time, double value) {
    return """
    {"timestamp":"%s","value":"%s","name":"%s","labels":{"__name__":"%s"}}"""
        .formatted(Instant.ofEpochMilli(time), value, name, name);
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, int partition, String name, long time, double value) {
    send(producer, "top.metrics", partition, sample(name, time, value));
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, int partition, String text) {
    send(producer, "top.metrics", partition, text);
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, String topic, int partition, String text) {
    Future<?> unused =
        producer.send(
            new ProducerRecord<>(topic, partition, null, text.getBytes(StandardCharsets.UTF_8)));
  }
}
