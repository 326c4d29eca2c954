package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.stack.RealKafka;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Topics of metrics and logs, by the command, its own process and a real broker. */
class TopicBacktestITCase {
  private static final TopicCatalogue CATALOGUE = TopicCatalogue.DEFAULT;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void tellsWhatWouldHaveFiredOnWhatTheJobReads() throws Exception {
    assumeTrue(Files.isDirectory(TestInstallation.get().kafkaJars()), "Kafka is not laid out");
    Path rules =
        Files.writeString(
            folder.resolve("rules.yml"),
            """
            groups:
            - name: g
              interval: 15s
              rules:
              - {alert: High, expr: load > 6, for: 30s}
              - {alert: Errors, expr: 'rate(barograph_log_lines_total{level="ERROR"}[1m]) > 0'}
            """);
    try (RealKafka kafka = RealKafka.start(folder.resolve("home"))) {
      write(kafka);

      assertThat(
              run(
                  kafka,
                  rules,
                  "--topic",
                  "barograph.metrics",
                  "barograph.logs",
                  "--output",
                  "json"))
          .as(err.toString())
          .isZero();
      JsonNode report = new ObjectMapper().readTree(out.toString());
      assertThat(report.at("/input/samples").asInt()).isEqualTo(40);
      assertThat(report.at("/input/topics/1/logs").asInt()).isEqualTo(40);
      assertThat(report.at("/input/topics/0/firstDeadLetters/0").toString())
          .startsWith("{\"partition\":0,\"offset\":40,\"reason\":");
      assertThat(report.at("/input/notes").toString()).contains("before --from", "barograph.clock");
      List<String> fired = new ArrayList<>();
      report.at("/rules").forEach(rule -> fired.add(rule.path("rule").asText()));
      assertThat(fired).containsExactly("rules/g/Errors", "rules/g/High");

      assertThat(run(kafka, rules, "--topic", "barograph.metrics")).isZero();
      assertThat(out.toString())
          .contains("40 samples of 1 series in 1 topic", "barograph.metrics-0@40: ");
      assertThat(run(kafka, rules, "--topic", "barograph.none")).isEqualTo(2);
      assertThat(err.toString())
          .contains("there is no topic barograph.none", "name one of barograph.alerts, ");
    }
  }

  private static void write(RealKafka kafka) throws InterruptedException {
    try (Topics topics = new Topics(kafka.address());
        KafkaProducer<String, String> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.address()),
                new StringSerializer(),
                new StringSerializer())) {
      topics.create(CATALOGUE.all());
      long now = System.currentTimeMillis();
      for (long time = now - 200_000; time < now; time += 5_000) {
        Instant at = Instant.ofEpochMilli(time);
        send(
            producer,
            CATALOGUE.metrics().name(),
            "{\"timestamp\":\"%s\",\"value\":\"7\",\"name\":\"load\",\"labels\":{\"__name__\":\"load\"}}"
                .formatted(at));
        send(
            producer,
            CATALOGUE.logs().name(),
            "{\"timestamp\":\"%s\",\"level\":\"ERROR\",\"service\":\"desk\",\"message\":\"no\"}"
                .formatted(at));
      }
      send(producer, CATALOGUE.metrics().name(), "no sample");
    }
  }

  private static void send(KafkaProducer<String, String> producer, String topic, String text) {
    Future<?> unused = producer.send(new ProducerRecord<>(topic, 0, null, text));
  }

  private int run(RealKafka kafka, Path rules, String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> arguments = new ArrayList<>(List.of("backtest", "--rules", rules.toString()));
    arguments.addAll(List.of("--from", "1h", "--home=" + kafka.home()));
    arguments.addAll(List.of(more));
    return line.execute(arguments.toArray(String[]::new));
  }
}
