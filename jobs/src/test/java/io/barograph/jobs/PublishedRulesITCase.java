package io.barograph.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.core.rulepack.RulePackBody;
import io.barograph.core.rulepack.RulePackEffect;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.testing.TestBroker;
import io.barograph.jobs.versions.RuleNews;
import io.barograph.jobs.versions.RulePublisher;
import io.barograph.jobs.versions.RuleTopic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
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

/** The whole job and the real topic of rules: a pack is changed and deleted while the job runs. */
class PublishedRulesITCase {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String RULES =
      """
      groups:
      - name: desk
        interval: 2s
        rules:
        - {alert: High, expr: load > %s}
        - {alert: HighSum, expr: sum by (job) (load) > %s}
      """;

  private static final String HEATS_UP =
      """
      groups:
      - name: heat
        interval: 2s
        rules:
        - {alert: Warm, expr: load > 0.3, labels: {severity: warning}}
        - {alert: Hot, expr: load > 0.6, labels: {severity: critical}}
      """;

  private static final String CHAIN =
      """
      patterns:
      - name: heats-up
        kind: escalation
        within: 1h
        by: [job]
        stages: [{alert: Warm}, {alert: Hot}]
      """;

  private static final Map<String, Integer> TOPICS =
      Map.of(
          "pub.metrics", 2,
          "pub.clock", 1,
          "pub.rules", 1,
          "pub.incidents", 1,
          "pub.decisions", 1,
          "pub.alerts", 2,
          "pub.alerts.active", 2,
          "pub.alerts.shadow", 2,
          "pub.dead-letters", 1);

  @TempDir Path folder;

  @Test
  void aPackIsChangedWhileTheJobRunsAndItsAlertsEndWhenItIsDeleted() throws Exception {
    try (TestBroker broker = TestBroker.start();
        KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      broker.createTopics(TOPICS);
      RuleTopic topic = topic(broker);
      JobClient job = submit(options(broker));
      send(producer, 0.5);
      await().atMost(PATIENCE).until(() -> broker.size("pub.clock") > 0);
      assertThat(alerts(broker)).isEmpty();

      publish(topic, body(1, "0.4"), RulePackHead.first("desk", 1, change()));
      await().atMost(PATIENCE).until(() -> count(broker, "\"status\":\"firing\"") == 2);
      RulePackHead head = head(topic);
      publish(topic, body(2, "0.4, labels: {team: desk}"), head.next(2, change()));
      await().atMost(PATIENCE).until(() -> count(broker, "\"code\":\"rule_deleted\"") == 2);
      await().atMost(PATIENCE).until(() -> count(broker, "\"status\":\"firing\"") == 4);
      publish(topic, null, head(topic).delete(change()));
      await().atMost(PATIENCE).until(() -> count(broker, "\"code\":\"rule_deleted\"") == 4);
      job.cancel().get();

      assertThat(effects(topic)).hasSize(3).allMatch(effect -> effect.refused().isEmpty());
      assertThat(broker.readAll("pub.dead-letters")).isEmpty();
    }
  }

  @Test
  void aChainThatIsPublishedIsFoundAndOneThatIsDeletedIsNot() throws Exception {
    try (TestBroker broker = TestBroker.start();
        KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      broker.createTopics(TOPICS);
      RuleTopic topic = topic(broker);
      JobClient job = submit(options(broker));
      send(producer, 0.1);
      publish(topic, heatsUp(1, CHAIN), RulePackHead.first("desk", 1, change()));
      await().atMost(PATIENCE).until(() -> effects(topic).size() == 1);
      heatUp(broker, producer, 1);
      await().atMost(PATIENCE).until(() -> escalations(broker).size() == 1);

      publish(topic, heatsUp(2, ""), head(topic).next(2, change()));
      await().atMost(PATIENCE).until(() -> effects(topic).size() == 2);
      heatUp(broker, producer, 2);
      publish(topic, heatsUp(3, CHAIN), head(topic).next(3, change()));
      await().atMost(PATIENCE).until(() -> effects(topic).size() == 3);
      heatUp(broker, producer, 3);
      await().atMost(PATIENCE).until(() -> escalations(broker).size() == 2);
      job.cancel().get();

      assertThat(effects(topic)).allMatch(effect -> effect.refused().isEmpty());
      assertThat(escalations(broker)).hasSize(2);
    }
  }

  /** Lets one alert fire and then the other, and both recover, for the {@code time}-th time. */
  private static void heatUp(TestBroker broker, KafkaProducer<byte[], byte[]> producer, int time)
      throws Exception {
    await()
        .atMost(PATIENCE)
        .until(() -> isToldAfter(broker, producer, 0.5, "Warm", "firing", time));
    await().atMost(PATIENCE).until(() -> isToldAfter(broker, producer, 0.8, "Hot", "firing", time));
    await()
        .atMost(PATIENCE)
        .until(() -> isToldAfter(broker, producer, 0.1, "Hot", "resolved", time));
    await()
        .atMost(PATIENCE)
        .until(() -> isToldAfter(broker, producer, 0.1, "Warm", "resolved", time));
  }

  private static boolean isToldAfter(
      TestBroker broker,
      KafkaProducer<byte[], byte[]> producer,
      double load,
      String alert,
      String status,
      int time)
      throws Exception {
    send(producer, load);
    return alerts(broker).stream()
            .filter(text -> text.contains("\"alertname\":\"" + alert + '"'))
            .filter(text -> text.contains("\"status\":\"" + status + '"'))
            .count()
        == time;
  }

  private static Set<String> escalations(TestBroker broker) {
    Set<String> ids = new TreeSet<>();
    for (String text : texts(broker, "pub.incidents")) {
      if (text.contains("\"pattern\":\"heats-up\"")) {
        ids.add(text.replaceAll("^.*?\"id\":\"([^\"]+)\".*", "$1"));
      }
    }
    return ids;
  }

  private static RulePackBody heatsUp(int version, String settings) {
    return new RulePackBody(
        "desk",
        version,
        System.currentTimeMillis(),
        "test",
        "",
        List.of(new RulePackBody.File("heat.yml", HEATS_UP)),
        settings);
  }

  @Test
  void whatCannotRunIsRefusedWithItsReasonAndChangesNothing() throws Exception {
    try (TestBroker broker = TestBroker.start();
        KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      broker.createTopics(TOPICS);
      RuleTopic topic = topic(broker);
      JobClient job = submit(options(broker));
      send(producer, 0.5);
      publish(topic, body(1, "ALERTS"), RulePackHead.first("desk", 1, change()));
      await().atMost(PATIENCE).until(() -> effects(topic).size() == 1);
      job.cancel().get();

      assertThat(effects(topic).get(0).refused()).contains("ALERTS");
      assertThat(alerts(broker)).isEmpty();
    }
  }

  @Test
  void aVersionIsTriedBesideTheOneThatStandsAndNobodyIsNotified() throws Exception {
    try (TestBroker broker = TestBroker.start();
        KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      broker.createTopics(TOPICS);
      RuleTopic topic = topic(broker);
      JobClient job = submit(options(broker));
      send(producer, 0.5);
      publish(topic, body(1, "0.4"), RulePackHead.firstInShadow("desk", 1, change()));
      await().atMost(PATIENCE).until(() -> tried(broker, "\"status\":\"firing\"") == 2);
      assertThat(tried(broker, "\"version\":\"1\"")).isEqualTo(2);
      assertThat(alerts(broker)).isEmpty();

      send(producer, 0.95);
      await().atMost(PATIENCE).until(() -> count(broker, "\"status\":\"firing\"") == 2);
      publish(topic, null, head(topic).next(1, change()));
      await().atMost(PATIENCE).until(() -> tried(broker, "\"code\":\"rule_deleted\"") == 2);
      job.cancel().get();

      assertThat(alerts(broker)).hasSize(2);
      assertThat(effects(topic)).hasSize(2).allMatch(effect -> effect.refused().isEmpty());
    }
  }

  private static RuleTopic topic(TestBroker broker) {
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", broker.servers());
    return new RuleTopic("pub.rules", kafka);
  }

  private static RulePackHead.Change change() {
    long now = System.currentTimeMillis();
    return new RulePackHead.Change(now + 1_000, "test", "", now);
  }

  private static RulePackBody body(int version, String threshold) {
    String text = RULES.formatted(threshold, threshold);
    return new RulePackBody(
        "desk",
        version,
        System.currentTimeMillis(),
        "test",
        "",
        List.of(new RulePackBody.File("desk.yml", text)),
        "");
  }

  private static void publish(RuleTopic topic, RulePackBody body, RulePackHead head)
      throws InterruptedException {
    try (RulePublisher publisher = topic.publisher()) {
      publisher.write(body == null ? List.of(head) : List.of(body, head));
    }
  }

  private static RulePackHead head(RuleTopic topic) {
    return topic.read().stream()
        .map(news -> ((RuleNews.Told) news).record())
        .filter(RulePackHead.class::isInstance)
        .map(RulePackHead.class::cast)
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }

  private static List<RulePackEffect> effects(RuleTopic topic) {
    return topic.read().stream()
        .map(news -> ((RuleNews.Told) news).record())
        .filter(RulePackEffect.class::isInstance)
        .map(RulePackEffect.class::cast)
        .toList();
  }

  private static JobClient submit(JobOptions options) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(options.flinkConfiguration());
    env.setParallelism(2);
    BarographJob.define(env, options, System.currentTimeMillis());
    return env.executeAsync("published rules");
  }

  private static List<String> alerts(TestBroker broker) {
    return texts(broker, "pub.alerts");
  }

  private static List<String> texts(TestBroker broker, String topic) {
    return broker.readAll(topic).stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  private static long count(TestBroker broker, String part) {
    return count(broker, "pub.alerts", part);
  }

  private static long tried(TestBroker broker, String part) {
    return count(broker, "pub.alerts.shadow", part);
  }

  private static long count(TestBroker broker, String topic, String part) {
    return texts(broker, topic).stream().filter(alert -> alert.contains(part)).count();
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, double load) throws Exception {
    String json =
        """
        {"timestamp":"%s","value":"%s","name":"load","labels":{"__name__":"load","job":"a"}}\
        """
            .formatted(Instant.ofEpochMilli(System.currentTimeMillis()), load);
    producer
        .send(new ProducerRecord<>("pub.metrics", 0, null, json.getBytes(StandardCharsets.UTF_8)))
        .get();
  }

  private JobOptions options(TestBroker broker) throws Exception {
    Path rules = Files.writeString(folder.resolve("desk.yml"), RULES.formatted("0.9", "0.9"));
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.RULE_PATHS, List.of(rules.toString()));
    configuration.set(BarographOptions.KAFKA_SERVERS, broker.servers());
    configuration.set(BarographOptions.TOPIC_PREFIX, "pub.");
    configuration.set(BarographOptions.INPUTS, List.of("metrics"));
    configuration.set(BarographOptions.inputFormat("metrics"), "json");
    configuration.set(BarographOptions.CLOCK_BOUND, Duration.ofSeconds(1));
    configuration.set(BarographOptions.CLOCK_SETTLE, Duration.ofSeconds(1));
    return JobOptions.of(configuration);
  }
}
