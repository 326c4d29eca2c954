package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.clock.ClockPolicy;
import io.barograph.core.series.SeriesLimits;
import io.barograph.formats.alert.AlertJson;
import io.barograph.formats.decode.Format;
import io.barograph.jobs.ingest.IngestRouter;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.source.ClockedKafkaSource;
import io.barograph.jobs.source.IngestDeserializer;
import io.barograph.jobs.testing.CollectingSink;
import io.barograph.jobs.testing.CollectingSink.Seen;
import io.barograph.jobs.testing.TestBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The clock goes on when an input is quiet, and only then, and is the same when read again. */
class QuietInputITCase {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final int PARTITIONS = 4;
  private static final Duration LOOK_BACK = Duration.ofSeconds(20);
  private static final ClockPolicy CLOCK =
      new ClockPolicy(
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofMinutes(10));
  private static final TestRules RULES =
      new TestRules("metrics")
          .lookBack(LOOK_BACK)
          .rule("HighCpu", "cpu", 0.8, Duration.ZERO, Duration.ofSeconds(5), 0);

  private static TestBroker broker;

  @TempDir Path savepoints;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = TestBroker.start();
  }

  @AfterAll
  static void stopBroker() throws Exception {
    broker.close();
  }

  @Test
  void staleRulesSpeakWhenTheProducersStop() throws Exception {
    createTopics("stop");
    long last = System.currentTimeMillis();
    try (KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        send(producer, "stop", partition, last, 0.9);
      }
    }
    JobClient job = submit("stop", "stop", null);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> count("stop", QuietInputITCase::isNoData) == PARTITIONS);
    job.cancel().get();

    for (Seen<Alert> silent :
        CollectingSink.<Alert>seen("stop").stream().filter(QuietInputITCase::isNoData).toList()) {
      long due = silent.record().updatedAt();
      assertThat(due).isBetween(last + LOOK_BACK.toMillis(), last + LOOK_BACK.toMillis() + 5_000);
      assertThat(silent.at() - due).as("told within ten seconds").isBetween(0L, 10_000L);
    }
  }

  @Test
  void theOthersKeepTheirTimeWhenOnePartitionStops() throws Exception {
    createTopics("one");
    JobClient job = submit("one", "one", null);
    try (KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      long start = System.currentTimeMillis();
      send(producer, "one", 0, start, 0.1);
      for (int second = 0; second < 25; second++) {
        for (int partition = 1; partition < PARTITIONS; partition++) {
          send(producer, "one", partition, System.currentTimeMillis(), 0.9);
        }
        producer.flush();
        Thread.sleep(1_000);
      }
    }
    job.cancel().get();

    List<Seen<Alert>> firing =
        CollectingSink.<Alert>seen("one").stream()
            .filter(seen -> seen.record().state().status() == AlertStatus.FIRING)
            .toList();
    assertThat(firing).hasSize(PARTITIONS - 1);
    assertThat(firing).allMatch(seen -> seen.at() - seen.record().updatedAt() < 12_000);
  }

  @Test
  void aBacklogOfAnHourClaimsNoAbsence() throws Exception {
    createTopics("backlog");
    long last = System.currentTimeMillis();
    long first = last - Duration.ofHours(1).toMillis();
    try (KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      for (long time = first; time <= last; time += 5_000) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
          send(producer, "backlog", partition, time, 0.9);
        }
      }
    }
    JobClient job = submit("backlog", "backlog", null);
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> count("backlog", QuietInputITCase::isNoData) == PARTITIONS);
    job.cancel().get();

    assertThat(CollectingSink.<Alert>seen("backlog").stream().filter(QuietInputITCase::isNoData))
        .as("silence is told only of what came after the backlog")
        .allMatch(seen -> seen.record().updatedAt() >= last + LOOK_BACK.toMillis() - 5_000);
  }

  @Test
  void withheldSamplesDoNotChangeWhatWasToldOnARecordedClock() throws Exception {
    createTopics("withheld");
    long last = System.currentTimeMillis();
    try (KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        send(producer, "withheld", partition, last, 0.9);
      }
    }
    JobClient first = submit("withheld", "before", null);
    await().atMost(Duration.ofSeconds(30)).until(() -> count("before", seen -> true) == PARTITIONS);
    String savepoint =
        first.triggerSavepoint(savepoints.toString(), SavepointFormatType.CANONICAL).get();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> count("before", QuietInputITCase::isNoData) == PARTITIONS);
    first.cancel().get();
    try (KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        for (long time = last + 1_000; time < last + 20_000; time += 1_000) {
          send(producer, "withheld", partition, time, 0.9);
        }
      }
    }
    JobClient second = submit("withheld", "after", savepoint);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> count("after", QuietInputITCase::isNoData) >= PARTITIONS);
    second.cancel().get();

    Set<String> told = lines("before");
    Set<String> toldAgain = lines("after");
    told.removeIf(line -> line.contains("\"firing\""));
    assertThat(toldAgain).as("the same silence at the same ticks").containsAll(told);
  }

  private static void createTopics(String topic) throws Exception {
    broker.createTopics(Map.of(topic, PARTITIONS, topic + "-clock", 1));
  }

  private static JobClient submit(String topic, String sink, String savepoint) throws Exception {
    Configuration configuration = new Configuration();
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(2);
    env.setMaxParallelism(KeyGroups.COUNT);
    ClockedKafkaSource source =
        new ClockedKafkaSource(
            topic,
            new IngestDeserializer(Format.JSON_SAMPLE, CLOCK),
            CLOCK,
            topic + "-clock",
            Map.of("bootstrap.servers", broker.servers()),
            topic,
            false);
    DataStream<Ingested> records =
        env.fromSource(source, WatermarkStrategy.noWatermarks(), topic).uid("source");
    RulesPipeline.define(
            "raw",
            RULES,
            Map.of("metrics", IngestRouter.route("metrics", records).samples()),
            SeriesLimits.NONE)
        .alerts()
        .sinkTo(new CollectingSink<>(sink))
        .uid("told");
    return env.executeAsync(topic);
  }

  private static boolean isNoData(Seen<Alert> seen) {
    return seen.record().state().status() == AlertStatus.NODATA;
  }

  private static int count(String sink, Predicate<Seen<Alert>> which) {
    return (int) CollectingSink.<Alert>seen(sink).stream().filter(which).count();
  }

  private static Set<String> lines(String sink) {
    Set<String> lines = new TreeSet<>();
    CollectingSink.<Alert>seen(sink).forEach(seen -> lines.add(AlertJson.of(seen.record())));
    return lines;
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      String topic,
      int partition,
      long time,
      double value) {
    String json =
        """
        {"timestamp":"%s","value":"%s","name":"cpu","labels":{"__name__":"cpu","host":"h%d"}}"""
            .formatted(Instant.ofEpochMilli(time), value, partition);
    Future<?> unused =
        producer.send(
            new ProducerRecord<>(topic, partition, null, json.getBytes(StandardCharsets.UTF_8)));
  }
}
