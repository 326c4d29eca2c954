package io.barograph.jobs.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.core.detect.ModelPromotion;
import io.barograph.formats.command.PromotionJson;
import io.barograph.jobs.BarographJob;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.testing.TestBroker;
import io.barograph.jobs.testing.WearModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job on a real broker: samples in, alerts on what is unusual, on what is unlike its
 * peers, on what will be full and on what is going to fail, by a model that is promoted meanwhile.
 */
class AnomalyAlertsITCase {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int STEP = 5_000;
  private static final int SAMPLES = 2_400;
  private static final int PEERS = 12;

  /** The rule predicts before, in the middle of the samples. */
  private static final long PROMOTED = (long) SAMPLES / 2 * STEP;

  @TempDir Path folder;

  @Test
  void whatIsUnusualIsToldAndSoIsALimitThatWillBeReached() throws Exception {
    try (TestBroker broker = TestBroker.start()) {
      broker.createTopics(
          Map.of(
              "b.metrics", 1,
              "b.models", 1,
              "b.alerts", 1,
              "b.alerts.active", 1,
              "b.audit", 1,
              "b.clock", 1));
      long start = System.currentTimeMillis() - (long) SAMPLES * STEP - 60_000;
      send(broker, start);
      promote(broker, start);
      JobClient job = run(options(broker));
      try {
        List<String> told =
            await()
                .atMost(PATIENCE)
                .until(
                    () -> texts(broker, "b.alerts"),
                    found ->
                        has(found, "Unusual")
                            && has(found, "Together")
                            && has(found, "Ahead")
                            && has(found, "Failing")
                            && has(found, "Promoted")
                            && has(found, "Alone"));
        assertThat(told)
            .filteredOn(alert -> alert.contains("\"alertname\":\"Unusual\""))
            .isNotEmpty()
            .allMatch(alert -> alert.contains("\"metric\":\"load\""))
            .allMatch(alert -> alert.contains("\"host\":\"odd\""));
        assertThat(told)
            .filteredOn(alert -> alert.contains("\"alertname\":\"Together\""))
            .isNotEmpty()
            .allMatch(alert -> alert.contains("\"detector\":\"hosts\""))
            .allMatch(alert -> alert.contains("\"host\":\"odd\""));
        assertThat(told)
            .filteredOn(alert -> alert.contains("\"alertname\":\"Ahead\""))
            .isNotEmpty()
            .allMatch(alert -> alert.contains("\"host\":\"full\""));
        assertThat(told)
            .filteredOn(alert -> alert.contains("\"alertname\":\"Failing\""))
            .isNotEmpty()
            .allMatch(alert -> alert.contains("\"reason\":\"drift\""))
            .allMatch(alert -> alert.contains("\"host\":\"worn\""));
        assertThat(told)
            .filteredOn(alert -> alert.contains("\"alertname\":\"Alone\""))
            .isNotEmpty()
            .allMatch(alert -> alert.contains("\"host\":\"peer0\""));
        assertThat(texts(broker, "b.audit"))
            .singleElement(InstanceOfAssertFactories.STRING)
            .contains("\"kind\":\"models_promote\"", "\"author\":\"ann\"", "\"comment\":\"better\"")
            .contains("\"sentence\":\"version 3 of units predicts in modelled\"");
      } finally {
        job.cancel().get();
      }
    }
  }

  /** A load that jumps on one of two hosts, a disk of two that fills up, and a unit that wears. */
  private static void send(TestBroker broker, long start) throws Exception {
    Random random = new Random(3);
    List<Future<?>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      for (int i = 0; i < SAMPLES; i++) {
        long time = start + (long) i * STEP;
        boolean isOdd = i > SAMPLES - 100;
        sent.add(send(producer, "load", "odd", time, random.nextGaussian() + (isOdd ? 40 : 5)));
        sent.add(send(producer, "load", "even", time, random.nextGaussian() + 5));
        sent.add(send(producer, "disk", "full", time, 0.5 + 0.4 * i / SAMPLES));
        sent.add(send(producer, "wear", "worn", time, random.nextGaussian() + 10.0 * i / SAMPLES));
        sent.add(send(producer, "wear", "sound", time, random.nextGaussian()));
        sent.add(send(producer, "wear", "old", time, random.nextGaussian()));
        sent.add(send(producer, "disk", "calm", time, 0.5 + 0.001 * random.nextDouble()));
        if (i % 12 == 0) {
          for (int peer = 0; peer < PEERS; peer++) {
            double rate = random.nextGaussian() + (peer == 0 ? 30 : 5);
            sent.add(send(producer, "rate", "peer" + peer, time, rate));
          }
        }
      }
    }
    for (Future<?> one : sent) {
      one.get();
    }
  }

  private static void promote(TestBroker broker, long start) throws Exception {
    long at = start + PROMOTED;
    ModelPromotion promotion =
        new ModelPromotion(
            "", "units", 3, at, at, at, WearModel.text("units", 3, Duration.ofMinutes(1)));
    try (KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      producer
          .send(
              new ProducerRecord<>(
                  "b.models",
                  null,
                  at,
                  bytes("units"),
                  PromotionJson.encode(promotion, "ann", "better")))
          .get();
    }
  }

  private static Future<?> send(
      KafkaProducer<byte[], byte[]> producer, String name, String host, long time, double value) {
    String json =
        "{\"name\":\"%s\",\"labels\":{\"host\":\"%s\"},\"timestamp\":%d,\"value\":%s}"
            .formatted(name, host, time, value);
    return producer.send(new ProducerRecord<>("b.metrics", null, time, bytes(host), bytes(json)));
  }

  private static boolean has(List<String> alerts, String name) {
    return alerts.stream()
        .filter(alert -> alert.contains("\"alertname\":\"%s\"".formatted(name)))
        .anyMatch(alert -> alert.contains("\"status\":\"firing\""));
  }

  private static List<String> texts(TestBroker broker, String topic) throws Exception {
    return broker.readAll(topic).stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JobClient run(JobOptions options) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(options.flinkConfiguration());
    env.setParallelism(2);
    BarographJob.define(env, options, System.currentTimeMillis());
    return env.executeAsync("anomaly alerts");
  }

  private JobOptions options(TestBroker broker) throws Exception {
    Path pack = Files.createDirectories(folder.resolve("watched"));
    Files.writeString(
        pack.resolve("rules.yml"),
        """
        groups:
        - name: watched
          interval: 5s
          rules:
          - alert: Unusual
            expr: barograph_anomaly_strength{metric="load"} > 0.8
          - alert: Together
            expr: barograph_entity_anomaly_strength > 0.75
          - alert: Ahead
            expr: barograph_time_to_threshold_seconds < 3 * 3600
            for: 1m
          - alert: Failing
            expr: barograph_failure_warning{prediction="wear"} == 1
          - alert: Promoted
            expr: barograph_failure_probability{prediction="modelled", version="3"} >= 0
          - alert: Alone
            expr: barograph_peer_distance_score{detector="peers"} > 0.5
        """);
    Files.writeString(
        pack.resolve("barograph.yml"),
        """
        detectors:
        - {name: load, match: load}
        entities:
        - {name: hosts, match: load, by: [host], step: 5s}
        forecasts:
        - {name: disk, match: disk, step: 1m, horizon: 2h, above: 0.95}
        predictions:
        - {name: wear, match: 'wear{host=~"worn|sound"}', by: [host], horizon: 50m}
        - {name: modelled, match: 'wear{host="old"}', by: [host], horizon: 50m, model: units}
        peers:
        - {name: peers, match: rate, by: [host]}
        """);
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.KAFKA_SERVERS, broker.servers());
    configuration.set(BarographOptions.TOPIC_PREFIX, "b.");
    configuration.set(BarographOptions.INPUTS, List.of("metrics", "models"));
    configuration.set(BarographOptions.inputFormat("models"), "models");
    configuration.set(BarographOptions.RULES_CHANGE, false);
    configuration.set(BarographOptions.RULE_PATHS, List.of(pack.toString()));
    return JobOptions.of(configuration);
  }
}
