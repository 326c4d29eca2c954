package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.RealKafka;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a real broker, asked while it runs. */
class StateShowITCase {
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
      - name: g
        interval: 2s
        rules:
        - {alert: High, expr: load > 0.4}
        - {alert: HighSum, expr: sum by (job) (load) > 0.4, for: 1h, labels: {severity: info}}
      """;

  @TempDir private static Path folder;

  private RealKafka kafka;
  private CommandsOnStack commands;

  @Test
  void theRunningJobTellsOfASeriesOfAPendingAlertAndOfARule() throws Exception {
    assumeThat(TestInstallation.get().kafkaJars()).as("Kafka is laid out").isDirectory();
    kafka = RealKafka.start(folder.resolve("home"));
    commands = new CommandsOnStack(kafka);
    try (Topics topics = new Topics(kafka.address())) {
      topics.create(TopicCatalogue.DEFAULT.all());
      assertThat(commands.run("state", "show", "--rule", "High", "--timeout", "1s")).isEqualTo(1);
      assertThat(commands.err())
          .contains("no job has answered within 1 s: see with 'barograph status'")
          .contains("rules.change: true");

      JobClient job = submit();
      // At one time: no tick lies between them.
      Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
      send("a", 0.5, now);
      send("b", 0.25, now);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          commands
                              .json("state", "show", "--alert", "HighSum")
                              .findValuesAsText("status"))
                      .containsExactly("pending"));

      assertThat(commands.run("state", "show", "--series", "load{host='a'}")).isZero();
      System.out.println(commands.out());
      assertThat(commands.out())
          .startsWith("load{host=\"a\", job=\"j\"}")
          .contains("  1 samples held", "  0.5", "  read by rules/g/High, rules/g/HighSum")
          .contains("High{host=\"a\", job=\"j\"}: FIRING since");

      assertThat(commands.run("state", "show", "--alert", "HighSum{job='j'}")).isZero();
      System.out.println(commands.out());
      assertThat(commands.out())
          .startsWith("HighSum{job=\"j\", severity=\"info\"}")
          .containsPattern(
              "PENDING since \\S+ \\(\\S+Z\\); fires at \\S+ \\(\\S+Z\\), (59 min|1 h)")
          .contains("value 0.75 when", "rule rules/g/HighSum, every 2 s", "  rests on", "    load")
          .contains("load{host=\"a\", job=\"j\"}  0.5 at", "load{host=\"b\", job=\"j\"}  0.25 at");

      assertThat(commands.run("state", "show", "--rule", "HighSum")).isZero();
      System.out.println(commands.out());
      assertThat(commands.out())
          .startsWith("rules/g/HighSum, every 2 s")
          .contains("  in force", "    sum by (job) (load) > 0.4", "  waits for metrics: its clock")
          .contains(
              "  reads 2 series in 1 partitions; 1 pending, 0 firing, 0 without data; 0 ticks");

      assertThat(commands.run("rules", "stats")).isZero();
      System.out.println(commands.out());
      assertThat(commands.out().lines()).hasSize(3);
      JsonNode stats = commands.json("rules", "stats", "HighSum");
      assertThat(stats.at("/0/rules")).hasSize(1);
      assertThat(stats.at("/0/rules/0/series").asInt()).isEqualTo(2);

      aPublishedVersionIsToldBeforeItIsInForce();

      assertThat(commands.run("state", "show", "--series", "nothing")).isEqualTo(1);
      assertThat(commands.out()).startsWith("no such series is held");
      assertThat(commands.run("state", "show", "--series", "load{")).isEqualTo(2);
      assertThat(commands.err()).contains("'load{' is no selector");
      job.cancel().get();
    } finally {
      kafka.close();
    }
  }

  private void aPublishedVersionIsToldBeforeItIsInForce() throws Exception {
    Path pack = Files.createDirectories(folder.resolve("pack").resolve("rules"));
    Files.writeString(pack.resolve("rules.yml"), RULES.replace("(load) > 0.4", "(load) > 0.3"));
    assertThat(
            commands.run("rules", "apply", pack.toString(), "--effective-from", "+2s", "--force"))
        .isZero();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(commands.run("state", "show", "--rule", "HighSum")).isZero();
              assertThat(commands.out())
                  .containsPattern(
                      "in force\\S*( version 1)?, from \\S+ \\(\\S+Z\\)\n"
                          + "    sum by \\(job\\) \\(load\\) > 0.3");
            });
    System.out.println(commands.out());
  }

  private JobClient submit() throws Exception {
    Path rules = Files.writeString(folder.resolve("rules.yml"), RULES);
    return commands.submit(
        folder,
        """
            kafka.bootstrap.servers: %s
            inputs: [metrics]
            rules.paths: ["%s"]
            inputs.metrics.format: json
            clock.bound: 1s
            clock.settle: 1s
            """
            .formatted(kafka.address(), rules));
  }

  private void send(String host, double load, Instant time) throws Exception {
    String json =
        """
        {"timestamp":"%s","value":"%s","name":"load","labels":{"__name__":"load","job":"j","host":"%s"}}\
        """
            .formatted(time, load, host);
    commands.send("metrics", json);
  }
}
