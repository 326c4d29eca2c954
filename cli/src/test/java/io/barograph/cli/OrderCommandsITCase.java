package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.barograph.cli.stack.RealKafka;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.Topics;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders by way of a real broker. */
class OrderCommandsITCase {
  @TempDir private static Path folder;

  @Test
  void ordersAreGivenByWayOfTheirTopic() throws Exception {
    assumeThat(TestInstallation.get().kafkaJars()).as("Kafka is laid out").isDirectory();
    try (RealKafka kafka = RealKafka.start(folder.resolve("home"))) {
      CommandsOnStack commands = new CommandsOnStack(kafka);
      assertThat(commands.run("silences", "list")).as("the topic is made").isZero();
      assertThat(commands.out()).contains("no silence holds or will");
      try (Topics topics = new Topics(kafka.address())) {
        topics.create(List.of(TopicCatalogue.DEFAULT.activeAlerts()));
      }

      assertThat(commands.run("silences", "add", "Down", "--duration", "1h", "--comment", "disks"))
          .isZero();
      String id = commands.out().strip();
      commands.send("commands", "{\"command\":\"dance\"}");

      assertThat(commands.run("silences", "list")).isZero();
      assertThat(commands.out()).contains(id, "{alertname=\"Down\"}", "disks");
      assertThat(commands.err())
          .contains("warning: barograph.commands, offset 1: command: must be");

      assertThat(commands.run("silences", "expire", id)).isZero();
      assertThat(commands.out()).contains(id + ": expired");
      assertThat(commands.run("silences", "expire", id)).isZero();
      assertThat(commands.out()).contains(id + ": had expired before");

      commands.send(
          "alerts.active",
          "a",
          """
          {"id":"a-1","version":1,"status":"firing","reason":"x","labels":{"alertname":"Down"},\
          "annotations":{},"priority":"P1","activeAt":"2026-01-02T08:00:00Z",\
          "updatedAt":"2026-01-02T08:00:00Z"}""");
      assertThat(commands.run("alerts", "ack", "a-1")).isZero();
      assertThat(commands.run("alerts", "ack", "a-2")).isEqualTo(1);
      assertThat(commands.err()).contains("no alert that is not over has the id a-2");
      assertThat(
              commands.run(
                  "silences",
                  "list",
                  "--topics-prefix",
                  "eu.",
                  "--bootstrap-servers",
                  kafka.address()))
          .isEqualTo(1);
      assertThat(commands.err()).contains("eu.commands does not exist");
    }
  }
}
