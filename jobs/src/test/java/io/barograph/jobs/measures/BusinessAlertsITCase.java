package io.barograph.jobs.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.core.strategy.EquityPoint;
import io.barograph.jobs.BarographJob;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.testing.TestBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a real broker: equity in, an alert that halts its strategy out. */
class BusinessAlertsITCase {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void aStrategyThatLosesIsToldAndHaltedAndGoesOnWhenItHasWonItBack() throws Exception {
    try (TestBroker broker = TestBroker.start()) {
      broker.createTopics(
          Map.of(
              "b.equity",
              2,
              "b.alerts",
              1,
              "b.alerts.active",
              1,
              "b.risk-off",
              1,
              "b.clock",
              1,
              "b.dead-letters",
              1));
      long start = System.currentTimeMillis() - 120_000;
      send(broker, start);
      JobClient job = run(options(broker));
      try {
        List<String> alerts = told(broker, "b.alerts");
        assertThat(alerts.get(0))
            .contains("\"status\":\"firing\"", "\"strategy\":\"momentum\"", "\"account\":\"a\"");
        assertThat(alerts.get(1)).contains("\"status\":\"resolved\"");
        List<String> riskOff = told(broker, "b.risk-off");
        assertThat(riskOff.get(0))
            .contains(
                "\"strategy\":\"momentum\",\"action\":\"halt\"", "\"alertname\":\"Drawdown\"");
        assertThat(riskOff.get(riskOff.size() - 1))
            .contains("\"action\":\"resume\"", "\"code\":\"condition_false\"");
        List<String> letters =
            await().until(() -> texts(broker, "b.dead-letters"), found -> !found.isEmpty());
        assertThat(letters).singleElement().asString().contains("equity: must be given");
      } finally {
        job.cancel().get();
      }
    }
  }

  /** Two strategies for a minute; one loses a tenth for twenty seconds. */
  private static void send(TestBroker broker, long start) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      for (int second = 0; second < 100; second++) {
        long time = start + second * 1_000L;
        double loser = second >= 20 && second < 40 ? 90 : 100;
        send(producer, new EquityPoint("a", "momentum", "", time, loser));
        send(producer, new EquityPoint("a", "carry", "", time, 100));
      }
      producer
          .send(
              new ProducerRecord<>(
                  "b.equity", bytes("x"), bytes("{\"strategy\":\"momentum\",\"time\":1}")))
          .get();
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, EquityPoint point)
      throws Exception {
    String json =
        "{\"account\":\"%s\",\"strategy\":\"%s\",\"time\":%d,\"equity\":%s}"
            .formatted(point.account(), point.strategy(), point.time(), point.equity());
    producer
        .send(
            new ProducerRecord<>(
                "b.equity", null, point.time(), bytes(point.strategy()), bytes(json)))
        .get();
  }

  private static List<String> told(TestBroker broker, String topic) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> texts(broker, topic),
            found -> found.size() >= 2 && found.get(found.size() - 1).contains("condition_false"));
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
    return env.executeAsync("business alerts");
  }

  private JobOptions options(TestBroker broker) throws Exception {
    Path pack = Files.createDirectories(folder.resolve("desk"));
    Files.writeString(
        pack.resolve("rules.yml"),
        """
        groups:
        - name: desk
          interval: 5s
          rules:
          - alert: Drawdown
            expr: barograph_strategy_drawdown_ratio{window="all"} > 0.05
        """);
    Files.writeString(
        pack.resolve("barograph.yml"),
        """
        overrides:
        - match: {alert: Drawdown}
          halts: 1m
        """);
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.KAFKA_SERVERS, broker.servers());
    configuration.set(BarographOptions.TOPIC_PREFIX, "b.");
    configuration.set(BarographOptions.INPUTS, List.of("equity"));
    configuration.set(BarographOptions.inputFormat("equity"), "equity");
    configuration.set(BarographOptions.RULES_CHANGE, false);
    configuration.set(BarographOptions.RULE_PATHS, List.of(pack.toString()));
    return JobOptions.of(configuration);
  }
}
