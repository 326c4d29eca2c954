package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.cli.stack.RealKafka;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code report --topic} on a real broker. */
class TopicReportITCase {
  private static final TopicCatalogue CATALOGUE = TopicCatalogue.DEFAULT;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void readsTheAlertsOfThePeriodFromTheTopic() throws Exception {
    try (RealKafka kafka = RealKafka.start(folder.resolve("home"))) {
      Instant now = Instant.now();
      try (Topics topics = new Topics(kafka.address());
          KafkaProducer<String, String> producer =
              new KafkaProducer<>(
                  Map.of("bootstrap.servers", kafka.address()),
                  new StringSerializer(),
                  new StringSerializer())) {
        topics.create(CATALOGUE.all());
        send(producer, "old", now.minusSeconds(10 * 86_400), 600);
        send(producer, "new", now.minusSeconds(86_400), 600);
        send(producer, "newer", now.minusSeconds(7_200), 1_200);
      }

      assertThat(
              run(
                  "--period",
                  "week",
                  "--topic",
                  CATALOGUE.alerts().name(),
                  "--bootstrap-servers",
                  kafka.address()))
          .as(err.toString())
          .isZero();
      assertThat(out.toString())
          .contains("| alerts | 2 |")
          .contains("| time to resolve | median 15 min 0 s,")
          .contains("| p/g/High | 2 |");
    }
  }

  private static void send(
      KafkaProducer<String, String> producer, String host, Instant fired, int seconds) {
    Instant ended = fired.plusSeconds(seconds);
    String id = host + "-" + fired.toEpochMilli();
    Future<?> unused =
        producer.send(
            new ProducerRecord<>(
                CATALOGUE.alerts().name(),
                0,
                fired.toEpochMilli(),
                host,
                transition(id, 1, "firing", host, fired, "null", fired)));
    unused =
        producer.send(
            new ProducerRecord<>(
                CATALOGUE.alerts().name(),
                0,
                ended.toEpochMilli(),
                host,
                transition(id, 2, "resolved", host, fired, '"' + ended.toString() + '"', ended)));
  }

  private static String transition(
      String id,
      int version,
      String status,
      String host,
      Instant fired,
      String endsAt,
      Instant updated) {
    return """
        {"id":"%s","version":%d,"status":"%s","labels":{"alertname":"High","host":"%s"},
         "activeAt":"%s","startsAt":"%s","endsAt":%s,"updatedAt":"%s",
         "owners":[{"pack":"p","group":"g","rule":"High"}]}
        """
        .formatted(id, version, status, host, fired, fired, endsAt, updated);
  }

  private int run(String... arguments) {
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 1];
    all[0] = "report";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return line.execute(all);
  }
}
