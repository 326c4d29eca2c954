package io.barograph.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.JobOptions;
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
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The whole job with an alert name that stands in two packs, up to the Kafka topics. */
class SharedAlertsITCase {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final long START = 1_760_000_000_000L;

  @TempDir Path folder;

  @Test
  void isPublishedAsOneAlertFromBothPacks() throws Exception {
    try (TestBroker broker = TestBroker.start()) {
      broker.createTopics(
          Map.of("shared.alerts", 2, "shared.alerts.active", 2, "shared.dead-letters", 1));
      run(options(broker), samples());
      List<Map<?, ?>> alerts = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : broker.readAll("shared.alerts")) {
        alerts.add(parse(record.value()));
      }

      assertThat(told(alerts, alert("HighCpu", "a")))
          .as("the second rule fires on although the first resolves")
          .containsExactly(
              "5 v1 firing condition_true [quick, slow] from quick",
              "25 v2 firing condition_false [slow] from slow",
              "35 v3 resolved condition_false [slow] from slow");
      assertThat(told(alerts, alert("HighCpu", "b")))
          .containsExactly(
              "5 v1 pending condition_true [slow] from slow",
              "15 v2 firing held_long_enough [slow] from slow",
              "35 v3 resolved condition_false [quick, slow] from slow");
      assertThat(told(alerts, Map.of("alertname", "NoData", "rulename", "HighCpu", "host", "c")))
          .containsExactly(
              "25 v1 firing no_data [quick, slow] from quick",
              "35 v2 resolved condition_false [quick, slow] from quick");
      assertThat(told(alerts, alert("BusyHost", "a")))
          .as("a name of its own")
          .containsExactly(
              "5 v1 firing condition_true [slow] from slow",
              "35 v2 resolved condition_false [slow] from slow");
      assertThat(alerts)
          .filteredOn(alert -> alert.get("labels").equals(alert("HighCpu", "a")))
          .extracting(alert -> alert.get("id").toString())
          .as("one episode")
          .hasSize(3)
          .allMatch(id -> id.endsWith("-" + (START + 5_000)));
    }
  }

  /** Seconds, version, status, reason, packs of the owners, and whose annotations it has. */
  private static List<String> told(List<Map<?, ?>> alerts, Map<String, String> labels) {
    List<String> told = new ArrayList<>();
    for (Map<?, ?> alert : alerts) {
      if (alert.get("labels").equals(labels)) {
        told.add(
            "%d v%s %s %s %s from %s"
                .formatted(
                    (Instant.parse((String) alert.get("updatedAt")).toEpochMilli() - START) / 1_000,
                    alert.get("version"),
                    alert.get("status"),
                    text(alert, "reason", "code"),
                    ((List<?>) alert.get("owners"))
                        .stream().map(owner -> ((Map<?, ?>) owner).get("pack")).toList(),
                    text(alert, "annotations", "pack")));
      }
    }
    return told;
  }

  private static Map<String, String> alert(String name, String host) {
    return Map.of("alertname", name, "host", host);
  }

  private static Object text(Map<?, ?> alert, String object, String field) {
    return ((Map<?, ?>) alert.get(object)).get(field);
  }

  /** JSON is YAML too. */
  private static Map<?, ?> parse(byte[] json) {
    return (Map<?, ?>)
        new Load(LoadSettings.builder().build())
            .loadFromString(new String(json, StandardCharsets.UTF_8));
  }

  private static void run(JobOptions options, List<Ingested> samples) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(options.flinkConfiguration());
    env.setParallelism(2);
    BarographJob.define(
        options,
        Map.of(
            "metrics",
            env.fromData(samples, IngestedSerializer.<Ingested>ofKind())
                .setParallelism(1)
                .uid("source-metrics")
                .name("metrics")));
    env.execute("shared alerts");
  }

  /** Host a is high first and then busy, b busy first and then high; c falls silent. */
  private static List<Ingested> samples() {
    List<Ingested> samples = new ArrayList<>();
    add(samples, "a", 1, 0.9);
    add(samples, "a", 21, 0.6);
    add(samples, "a", 31, 0.1);
    add(samples, "b", 1, 0.6);
    add(samples, "b", 16, 0.9);
    add(samples, "b", 31, 0.1);
    add(samples, "c", 1, 0.9);
    samples.add(new IngestedSample(labels("c"), START + 21_000, 0, true, IngestedSample.ON_TIME));
    add(samples, "c", 31, 0.1);
    for (String host : List.of("a", "b", "c")) {
      add(samples, host, 36, 0.1); // the end of input closes the ticks up to the newest sample
    }
    return samples;
  }

  private static void add(List<Ingested> samples, String host, long second, double value) {
    samples.add(IngestedSample.onTime(labels(host), START + second * 1_000, value));
  }

  private static Labels labels(String host) {
    return Labels.of("__name__", "cpu", "host", host);
  }

  private JobOptions options(TestBroker broker) throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.KAFKA_SERVERS, broker.servers());
    configuration.set(BarographOptions.TOPIC_PREFIX, "shared.");
    configuration.set(BarographOptions.INPUTS, List.of("metrics"));
    configuration.set(BarographOptions.inputFormat("metrics"), "json");
    configuration.set(BarographOptions.EVALUATION_INTERVAL, Duration.ofSeconds(5));
    configuration.set(BarographOptions.NO_DATA, BarographOptions.NoData.ALERT);
    configuration.set(
        BarographOptions.RULE_PATHS,
        List.of(
            pack(
                "quick",
                """
                - alert: HighCpu
                  expr: cpu > 0.8
                  annotations: {pack: quick}
                """),
            pack(
                "slow",
                """
                - alert: HighCpu
                  expr: cpu > 0.5
                  for: 10s
                  annotations: {pack: slow}
                - alert: BusyHost
                  expr: cpu > 0.5
                  annotations: {pack: slow}
                """)));
    return JobOptions.of(configuration);
  }

  private String pack(String name, String rules) throws IOException {
    Path file = folder.resolve(name + ".yml");
    Files.writeString(
        file, "groups:\n- name: cpu\n  rules:\n" + rules.indent(2).stripTrailing() + '\n');
    return file.toString();
  }
}
