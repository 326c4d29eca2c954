package io.barograph.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.source.KafkaInputs;
import io.barograph.jobs.testing.TestBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The whole job with rules on alerts, over the real topic that feeds them back. */
class AlertFeedbackITCase {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long INTERVAL = 2_000;

  private static final String ON_ALERTS =
      """
      groups:
      - name: g
        rules:
        - {alert: High, expr: cpu > 0.8}
        - {alert: Told, expr: 'ALERTS{alertname="High", alertstate="firing"} == 1'}
        - {alert: ToldOfTold, expr: 'sum(ALERTS{alertname="Told", alertstate="firing"}) > 0'}
        - alert: Busy
          expr: cpu > 0.5 and on (host) ALERTS{alertname="High", alertstate="firing"}
      """;

  private static final String ON_QUALITY =
      """
      groups:
      - name: g
        rules:
        - {alert: High, expr: cpu > 0.8}
        - {alert: Noisy, expr: 'barograph_alert_quality_alerts{rule="rules/g/High"} >= 1'}
      """;

  @TempDir Path folder;

  @Test
  void aRuleOnAnAlertFiresAfterItFiresAndResolvesAfterItResolves() throws Exception {
    try (TestBroker broker = TestBroker.start();
        KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      createTopics(broker);
      JobClient job = submit(options(broker, ON_ALERTS));
      send(producer, Instant.now(), 0.9);
      await().atMost(PATIENCE).until(() -> alerts(broker, "firing").size() == 4);
      send(producer, Instant.now(), 0.6);
      await().atMost(PATIENCE).until(() -> alerts(broker, "resolved").size() == 4);
      job.cancel().get();

      assertThat(alerts(broker, "firing", "resolved"))
          .as("nothing but these")
          .hasSameSizeAs(alerts(broker, "pending", "firing", "nodata", "resolved", "inactive"));
      for (Map<?, ?> resolved : alerts(broker, "resolved")) {
        assertThat(((Map<?, ?>) resolved.get("reason")).get("code")).isEqualTo("condition_false");
      }
      for (String time : List.of("startsAt", "endsAt")) {
        long high = time(broker, "High", time);
        assertThat(time(broker, "Told", time)).as(time).isGreaterThanOrEqualTo(high + INTERVAL);
        assertThat(time(broker, "Busy", time)).as(time).isGreaterThanOrEqualTo(high + INTERVAL);
        assertThat(time(broker, "ToldOfTold", time))
            .as(time)
            .isGreaterThanOrEqualTo(time(broker, "Told", time) + INTERVAL);
      }
      assertThat(broker.readAll("fed.samples.feedback"))
          .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
          .anyMatch(
              sample ->
                  sample.contains("\"alertname\":\"High\",\"alertstate\":\"firing\"")
                      && sample.contains("\"stale\":true"));
      assertThat(broker.readAll("fed.dead-letters")).isEmpty();
    }
  }

  @Test
  void aRuleOnTheQualityOfAlertsFiresAfterThem() throws Exception {
    try (TestBroker broker = TestBroker.start();
        KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      createTopics(broker);
      JobClient job = submit(options(broker, ON_QUALITY));
      send(producer, Instant.now().minus(Duration.ofMinutes(3)), 0.9); // some minutes are over
      await().atMost(PATIENCE).until(() -> alerts(broker, "firing").size() == 2);
      job.cancel().get();

      assertThat(alerts(broker, "firing"))
          .extracting(alert -> new TreeMap<>((Map<?, ?>) alert.get("labels")).toString())
          .containsExactlyInAnyOrder(
              "{alertname=High, host=a}", "{alertname=Noisy, rule=rules/g/High}");
      assertThat(broker.readAll("fed.dead-letters")).isEmpty();
    }
  }

  private static void createTopics(TestBroker broker) throws Exception {
    broker.createTopics(
        Map.of(
            "fed.metrics", 2,
            "fed.clock", 1,
            "fed.alerts", 2,
            "fed.alerts.active", 2,
            "fed.samples.feedback", 2,
            "fed.dead-letters", 1));
  }

  private static JobClient submit(JobOptions options) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(options.flinkConfiguration());
    env.setParallelism(2);
    BarographJob.define(options, KafkaInputs.open(env, options));
    return env.executeAsync("alert feedback");
  }

  /** The transitions to these statuses. */
  private static List<Map<?, ?>> alerts(TestBroker broker, String... statuses) {
    List<Map<?, ?>> alerts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : broker.readAll("fed.alerts")) {
      Map<?, ?> alert =
          (Map<?, ?>)
              new Load(LoadSettings.builder().build()) // JSON is YAML too
                  .loadFromString(new String(record.value(), StandardCharsets.UTF_8));
      if (List.of(statuses).contains(alert.get("status"))) {
        alerts.add(alert);
      }
    }
    return alerts;
  }

  /** A time of the last transition of the alert of that name. */
  private static long time(TestBroker broker, String name, String field) {
    return alerts(broker, "resolved").stream()
        .filter(alert -> ((Map<?, ?>) alert.get("labels")).get("alertname").equals(name))
        .mapToLong(alert -> Instant.parse((String) alert.get(field)).toEpochMilli())
        .findFirst()
        .orElseThrow();
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, Instant time, double value)
      throws Exception {
    String json =
        """
        {"timestamp":"%s","value":"%s","name":"cpu","labels":{"__name__":"cpu","host":"a"}}"""
            .formatted(time, value);
    producer
        .send(new ProducerRecord<>("fed.metrics", 0, null, json.getBytes(StandardCharsets.UTF_8)))
        .get();
  }

  private JobOptions options(TestBroker broker, String text) throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.yml"), text);
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.KAFKA_SERVERS, broker.servers());
    configuration.set(BarographOptions.TOPIC_PREFIX, "fed.");
    configuration.set(BarographOptions.INPUTS, List.of("metrics"));
    configuration.set(BarographOptions.inputFormat("metrics"), "json");
    configuration.set(BarographOptions.EVALUATION_INTERVAL, Duration.ofMillis(INTERVAL));
    configuration.set(BarographOptions.CLOCK_BOUND, Duration.ofSeconds(1));
    configuration.set(BarographOptions.CLOCK_SETTLE, Duration.ofSeconds(1));
    configuration.set(BarographOptions.RULE_PATHS, List.of(rules.toString()));
    return JobOptions.of(configuration);
  }
}
