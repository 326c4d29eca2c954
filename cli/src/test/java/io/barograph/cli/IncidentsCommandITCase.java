package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.stack.RealKafka;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

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
  private CommandsOnStack commands;

  @Test
  void aDeploymentBecomesOneIncidentWithItsStoryAndWhatToDo() throws Exception {
    assumeThat(TestInstallation.get().kafkaJars()).as("Kafka is laid out").isDirectory();
    kafka = RealKafka.start(folder.resolve("home"));
    commands = new CommandsOnStack(kafka);
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
      long now = System.currentTimeMillis(); // one for all: they fire at one tick
      sendLoad("payments", 0.9, now);
      sendLoad("orders", 0.9, now);
      sendLoad("web", 0.9, now);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(incident("memberCount").asInt()).isEqualTo(3));

      JsonNode incident = incident("");
      String id = incident.path("id").asText();
      assertThat(incident.path("kind").asText()).isEqualTo("change-impact");
      assertThat(incident.path("root").asText()).isEqualTo("payments");
      assertThat(incident.path("priority").asText()).as("raised by its weight").isEqualTo("P1");

      assertThat(commands.run("incidents", "list")).isZero();
      assertThat(commands.out()).contains("change-impact", "payments", "3 alerts on 3 services");

      assertThat(commands.run("incidents", "show", id)).isZero();
      System.out.println(commands.out());
      assertThat(commands.out())
          .contains("web <- orders <- payments")
          .contains("what to do\n  High: roll payments back\n  compare with before")
          .containsPattern(
              "Z  a change-impact is open that began at payments\n.*Z  the alert is where")
          .contains("is where it began (score 0.98)  High payments", "the priority is P1");

      String alert = incident.at("/members/0/alert").asText();
      assertThat(commands.run("alerts", "explain", alert)).isZero();
      System.out.println(commands.out());
      assertThat(commands.out()).contains("the alert fires", "[incident " + id + "]");

      assertThat(commands.run("incidents", "show", "none")).isEqualTo(1);
      assertThat(commands.err()).contains("no incident has the id none");
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
    return commands.submit(
        folder,
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
  }

  private void sendLoad(String service, double load, long time) throws Exception {
    String json =
        """
        {"timestamp":"%s","value":"%s","name":"load","labels":{"__name__":"load","service":"%s"}}"""
            .formatted(Instant.ofEpochMilli(time), load, service);
    commands.send("metrics", json);
  }

  /** Sends what is true from now on. */
  private void send(String input, String json) throws Exception {
    commands.send(input, json.formatted(System.currentTimeMillis()));
  }

  /** A field of the only incident, or all of it. */
  private JsonNode incident(String field) throws Exception {
    assertThat(commands.run("incidents", "list", "--all", "--json")).isZero();
    List<String> incidents = commands.out().lines().toList();
    assertThat(incidents).hasSize(1);
    JsonNode incident = new ObjectMapper().readTree(incidents.get(0));
    return field.isEmpty() ? incident : incident.path(field);
  }
}
