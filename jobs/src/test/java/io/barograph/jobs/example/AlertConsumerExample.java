package io.barograph.jobs.example;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A program that reads the alert topic and prints a line for each transition, told once. */
public final class AlertConsumerExample {
  private static final JsonFactory JSON = new JsonFactory();

  private final NewestVersions versions = new NewestVersions();

  /**
   * Reads until it is stopped.
   *
   * @param args Kafka's bootstrap servers, {@code 127.0.0.1:9092} unless given
   */
  public static void main(String[] args) throws IOException {
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", args.length > 0 ? args[0] : "127.0.0.1:9092");
    properties.put("group.id", "alert-consumer-example");
    properties.put("auto.offset.reset", "earliest");
    properties.put("isolation.level", "read_committed");
    AlertConsumerExample example = new AlertConsumerExample();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("barograph.alerts"));
      while (true) {
        for (ConsumerRecord<String, String> alert : consumer.poll(Duration.ofSeconds(1))) {
          example.line(alert.value()).ifPresent(System.out::println);
        }
      }
    }
  }

  /** What is to be printed of an alert; empty if it was told before. */
  Optional<String> line(String json) throws IOException {
    Map<String, String> alert = scalars(json);
    String id = alert.get("/id");
    return versions.isNews(id, Long.parseLong(alert.get("/version")))
        ? Optional.of(
            "%s  %s %s, %s"
                .formatted(
                    alert.get("/updatedAt"),
                    alert.get("/labels/alertname"),
                    alert.get("/status"),
                    id))
        : Optional.empty();
  }

  /** Every value that is neither object nor array, by its JSON pointer. */
  private static Map<String, String> scalars(String json) throws IOException {
    Map<String, String> scalars = new HashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken().isScalarValue()) {
          scalars.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
        }
      }
    }
    return scalars;
  }
}
