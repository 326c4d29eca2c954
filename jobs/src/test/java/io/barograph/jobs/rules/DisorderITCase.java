package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.clock.ClockPolicy;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import io.barograph.core.series.SeriesLimits;
import io.barograph.formats.alert.AlertJson;
import io.barograph.formats.decode.Format;
import io.barograph.jobs.ingest.IngestRouter;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.source.ClockedKafkaSource;
import io.barograph.jobs.source.IngestDeserializer;
import io.barograph.jobs.testing.TestBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The same data gives the same alerts in any order inside the bound, at any parallelism.
 *
 * <p>{@code -Ddisorder.seeds=200} runs more seeds than the short form.
 */
class DisorderITCase {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final int PARTITIONS = 4;
  private static final int SERIES = 50;
  private static final int SECONDS = 240;
  private static final long START = 1_760_000_000_000L;
  private static final long SKEW_MILLIS = 90_000;
  private static final TestRules RULES =
      new TestRules("metrics")
          .rule("HighCpu", "cpu", 0.8, Duration.ofSeconds(10), Duration.ofSeconds(5), 0)
          .rule("VeryHighCpu", "cpu", 0.95, Duration.ZERO, Duration.ofSeconds(15), 0);

  private static TestBroker broker;
  private static int topics;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = TestBroker.start();
    broker.createTopics(Map.of("clock", 1));
  }

  @AfterAll
  static void stopBroker() throws Exception {
    broker.close();
  }

  @Test
  void tellsTheSameInAnyOrderInsideTheBoundAtAnyParallelism() throws Exception {
    int seeds = Integer.getInteger("disorder.seeds", 10);
    long firstSeed = System.nanoTime();
    for (int i = 0; i < seeds; i++) {
      long seed = firstSeed + i;
      List<Sample> samples = samples(new Random(seed));
      List<String> inOrder = run(samples, 0, null, 1);
      assertThat(inOrder).as("seed %s", seed).hasSizeGreaterThan(100);
      for (int parallelism = 1; parallelism <= 3; parallelism++) {
        assertThat(run(samples, SKEW_MILLIS, new Random(seed), parallelism))
            .as("seed %s, parallelism %s", seed, parallelism)
            .isEqualTo(inOrder);
      }
    }
    System.out.printf("disorder: %d passed, 0 failed (seeds from %d)%n", seeds * 3, firstSeed);
  }

  /** Duplicates, equal times with other values, and stale markers among ordinary samples. */
  private static List<Sample> samples(Random random) {
    List<Sample> samples = new ArrayList<>();
    for (int second = 0; second < SECONDS; second++) {
      for (int series = 0; series < SERIES; series++) {
        Labels labels = Labels.of("__name__", "cpu", "host", "h" + series);
        long time = START + second * 1_000L;
        double kind = random.nextDouble();
        Sample sample = Sample.of(labels, time, random.nextDouble());
        samples.add(kind < 0.02 ? Sample.stale(labels, time) : sample);
        if (kind > 0.97) {
          samples.add(sample);
        } else if (kind > 0.94) {
          samples.add(Sample.of(labels, time, random.nextDouble()));
        }
      }
    }
    return samples;
  }

  private static List<String> run(
      List<Sample> samples, long skewMillis, Random shuffle, int parallelism) throws Exception {
    String topic = "disorder-" + topics++;
    broker.createTopics(Map.of(topic, PARTITIONS));
    produce(topic, arrivalOrder(samples, skewMillis, shuffle));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(parallelism);
    env.setMaxParallelism(KeyGroups.COUNT);
    env.getConfig().enableObjectReuse();
    ClockPolicy clock = ClockPolicy.DEFAULT;
    ClockedKafkaSource source =
        new ClockedKafkaSource(
            topic,
            new IngestDeserializer(Format.JSON_SAMPLE, clock),
            clock,
            "clock",
            Map.of("bootstrap.servers", broker.servers()),
            topic,
            true);
    DataStream<Ingested> records =
        env.fromSource(source, WatermarkStrategy.noWatermarks(), topic).uid("source");
    RulesPipeline.Streams told =
        RulesPipeline.define(
            "raw",
            RULES,
            Map.of("metrics", IngestRouter.route("metrics", records).samples()),
            SeriesLimits.NONE);
    List<String> lines = new ArrayList<>();
    try (CloseableIterator<io.barograph.core.alert.Alert> alerts =
        told.alerts().executeAndCollect()) {
      alerts.forEachRemaining(alert -> lines.add(AlertJson.of(alert)));
    }
    return lines.stream().sorted().toList();
  }

  /** Each sample arrives up to the bound later than it should; one partition lags far behind. */
  private static List<Sample> arrivalOrder(List<Sample> samples, long skewMillis, Random shuffle) {
    if (shuffle == null) {
      return samples;
    }
    record Arrival(Sample sample, long at) {}
    return samples.stream()
        .map(
            sample ->
                new Arrival(
                    sample,
                    sample.timestamp()
                        + shuffle.nextLong(ClockPolicy.DEFAULT.bound().toMillis())
                        + (partition(sample) == 0 ? skewMillis : 0)))
        .sorted(Comparator.comparingLong(Arrival::at))
        .map(Arrival::sample)
        .toList();
  }

  private static int partition(Sample sample) {
    return Math.floorMod(sample.labels().hashCode(), PARTITIONS);
  }

  private static void produce(String topic, List<Sample> samples) {
    try (KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      for (Sample sample : samples) {
        Future<?> unused =
            producer.send(new ProducerRecord<>(topic, partition(sample), null, json(sample)));
      }
    }
    assertThat(broker.size(topic)).as("records that arrived").isEqualTo(samples.size());
  }

  private static byte[] json(Sample sample) {
    return """
        {"timestamp":"%s","value":"%s","name":"cpu","labels":{"__name__":"cpu","host":"%s"}%s}"""
        .formatted(
            Instant.ofEpochMilli(sample.timestamp()),
            sample.value(),
            sample.labels().get("host"),
            sample.stale() ? ",\"stale\":true" : "")
        .getBytes(StandardCharsets.UTF_8);
  }
}
