package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.stack.RealKafka;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.Topics;
import io.barograph.jobs.BarographJob;
import io.barograph.jobs.options.JobOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole job on a real broker: from samples, a graph and a deployment to what people read. */
class IncidentsCommandITCase {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private static Path folder;

  private RealKafka kafka;
  private StringWriter out;
  private StringWriter err;

  @Test
  void aDeploymentBecomesOneIncidentWithItsStoryAndWhatToDo() throws Exception {
    assumeThat(RealKafka.installation().kafkaJars()).as("Kafka is laid out").isDirectory();
    kafka = RealKafka.start(folder.resolve("home"));
    try (Topics topics = new Topics(kafka.address())) {
      topics.create(TopicCatalogue.DEFAULT.all());
      JobClient job = submit();
      send(
          "topology",
          """
          {"time":%d,"calls":{"web":["orders"],"orders":["payments"],"payments":[]},\
          "weight":{"payments":20}}""");
      send(
          "changes",
          """
          {"id":"d1","time":%d,"service":"payments","kind":"deploy","version":"7"}""");
      sendLoad("payments", 0.9);
      sendLoad("orders", 0.9);
      sendLoad("web", 0.9);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(incident("memberCount").asInt()).isEqualTo(3));

      JsonNode incident = incident("");
      String id = incident.path("id").asText();
      assertThat(incident.path("kind").asText()).isEqualTo("change-impact");
      assertThat(incident.path("root").asText()).isEqualTo("payments");
      assertThat(incident.path("priority").asText()).as("raised by its weight").isEqualTo("P1");

      assertThat(run("incidents", "list")).isZero();
      assertThat(out.toString()).contains("change-impact", "payments", "3 alerts on 3 services");

      assertThat(run("incidents", "show", id)).isZero();
      System.out.println(out);
      assertThat(out.toString())
          .contains("web <- orders <- payments")
          .contains("what to do\n  High: roll payments back\n  compare with before")
          .containsPattern(
              "Z  a change-impact is open that began at payments\n.*Z  the alert is where")
          .contains("is where it began (score 0.98)  High payments", "the priority is P1");

      String alert = incident.at("/members/0/alert").asText();
      assertThat(run("alerts", "explain", alert)).isZero();
      System.out.println(out);
      assertThat(out.toString()).contains("the alert fires", "[incident " + id + "]");

      assertThat(run("incidents", "show", "none")).isEqualTo(1);
      assertThat(err.toString()).contains("no incident has the id none");
      job.cancel().get();
    } finally {
      kafka.close();
    }
  }

  private JobClient submit() throws Exception {
    Path pack = Files.createDirectories(folder.resolve("pack"));
    Files.writeString(
        pack.resolve("rules.yml"),
        """
        groups:
        - name: g
          interval: 2s
          rules:
          - {alert: High, expr: load > 0.4, labels: {severity: error}}
        """);
    Files.writeString(
        pack.resolve("barograph.yml"),
        """
        recommendations:
        - {kind: change-impact, text: compare with before}
        - {kind: change-impact, alert: High, text: roll payments back}
        """);
    Path options =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            kafka.bootstrap.servers: %s
            inputs: [metrics, topology, changes]
            rules.paths: ["%s"]
            inputs.metrics.format: json
            inputs.topology.format: topology
            inputs.changes.format: changes
            clock.bound: 1s
            clock.settle: 1s
            """
                .formatted(kafka.address(), pack));
    JobOptions job = JobOptions.read(options);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(job.flinkConfiguration());
    env.setParallelism(2);
    BarographJob.define(env, job, System.currentTimeMillis());
    return env.executeAsync("incidents");
  }

  private void sendLoad(String service, double load) throws Exception {
    String json =
        """
        {"timestamp":"%s","value":"%s","name":"load","labels":{"__name__":"load","service":"%s"}}"""
            .formatted(Instant.ofEpochMilli(System.currentTimeMillis()), load, service);
    sendText("metrics", json);
  }

  /** Sends what is true from now on. */
  private void send(String input, String json) throws Exception {
    sendText(input, json.formatted(System.currentTimeMillis()));
  }

  private void sendText(String input, String json) throws Exception {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", kafka.address());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>("barograph." + input, 0, null, bytes)).get();
    }
  }

  /** A field of the only incident, or all of it. */
  private JsonNode incident(String field) throws Exception {
    assertThat(run("incidents", "list", "--all", "--json")).isZero();
    List<String> incidents = out.toString().lines().toList();
    assertThat(incidents).hasSize(1);
    JsonNode incident = new ObjectMapper().readTree(incidents.get(0));
    return field.isEmpty() ? incident : incident.path(field);
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--home", kafka.home().toString()));
    return line.execute(all.toArray(String[]::new));
  }
}
