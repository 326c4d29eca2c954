package io.barograph.jobs.example;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic whose records are printed as lines. */
final class TopicLines {
  private final String topic;
  private final String group;

  /**
   * A topic.
   *
   * @param group the consumer group, whose offsets Kafka keeps
   */
  TopicLines(String topic, String group) {
    this.topic = topic;
    this.group = group;
  }

  /** What is to be printed of a record. */
  interface Reader {
    /** The line of a record; empty if it is no news. */
    Optional<String> line(String json) throws IOException;
  }

  /**
   * Reads until the program is stopped.
   *
   * @param args Kafka's bootstrap servers, {@code 127.0.0.1:9092} unless given
   */
  void print(String[] args, Reader reader) throws IOException {
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", args.length > 0 ? args[0] : "127.0.0.1:9092");
    properties.put("group.id", group);
    properties.put("auto.offset.reset", "earliest");
    properties.put("isolation.level", "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (true) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          reader.line(record.value()).ifPresent(System.out::println);
        }
      }
    }
  }
}
