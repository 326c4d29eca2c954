package io.barograph.cli.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic of alerts, read without a consumer group. For use by one thread at a time. */
public final class AlertTopic implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaConsumer<String, String> consumer;
  private final List<TopicPartition> partitions;

  private AlertTopic(KafkaConsumer<String, String> consumer, String topic) {
    this.consumer = consumer;
    this.partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
  }

  /** Opens {@code topic} at its beginning. */
  public static AlertTopic fromBeginning(String address, String topic) {
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", address);
    return fromBeginning(kafka, topic);
  }

  /**
   * Opens {@code topic} at its beginning.
   *
   * @param kafka properties of the client, with the brokers
   */
  public static AlertTopic fromBeginning(Properties kafka, String topic) {
    AlertTopic opened = new AlertTopic(consumer(kafka), topic);
    opened.consumer.seekToBeginning(opened.partitions);
    return opened;
  }

  /** Opens {@code topic} at its present end. */
  public static AlertTopic fromNow(String address, String topic) {
    AlertTopic opened = new AlertTopic(consumer(address), topic);
    opened.consumer.seekToEnd(opened.partitions);
    opened.partitions.forEach(opened.consumer::position);
    return opened;
  }

  /**
   * Opens {@code topic} at its first alert that changed at {@code start} or later.
   *
   * @param kafka properties of the client, with the brokers
   */
  public static AlertTopic since(Properties kafka, String topic, Instant start) {
    AlertTopic opened = new AlertTopic(consumer(kafka), topic);
    Map<TopicPartition, Long> times = new HashMap<>();
    opened.partitions.forEach(partition -> times.put(partition, start.toEpochMilli()));
    opened.consumer.seekToEnd(opened.partitions);
    opened
        .consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) -> {
              if (found != null) {
                opened.consumer.seek(partition, found.offset());
              }
            });
    return opened;
  }

  private static KafkaConsumer<String, String> consumer(String address) {
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", address);
    return consumer(kafka);
  }

  private static KafkaConsumer<String, String> consumer(Properties kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.setProperty("enable.auto.commit", "false");
    properties.setProperty("auto.offset.reset", "earliest");
    properties.setProperty("default.api.timeout.ms", "10000");
    return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
  }

  /** The alerts that have arrived, waiting up to {@code patience} for the first. */
  public List<AlertEvent> poll(Duration patience) {
    return pollRecords(patience).stream().map(AlertEvent::of).toList();
  }

  /** The records that have arrived, waiting up to {@code patience} for the first. */
  public List<JsonNode> pollRecords(Duration patience) {
    List<JsonNode> records = new ArrayList<>();
    for (ConsumerRecord<String, String> message : consumer.poll(patience)) {
      parse(message.value()).ifPresent(records::add);
    }
    return records;
  }

  /**
   * The present value of each key, up to the topic's present end.
   *
   * <p>A tombstone removes its key. A value that is not newer than the one before it, of the same
   * id, is dropped.
   */
  public Collection<JsonNode> present() {
    Map<String, JsonNode> byKey = new LinkedHashMap<>();
    readToEnd(message -> keep(byKey, message.key(), parse(message.value())));
    return List.copyOf(byKey.values());
  }

  /** Hands over every transition up to the topic's present end. */
  public void forEach(Consumer<JsonNode> taker) {
    readToEnd(message -> parse(message.value()).ifPresent(taker));
  }

  private void readToEnd(Consumer<ConsumerRecord<String, String>> taker) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
      consumer.poll(Duration.ofMillis(500)).forEach(taker);
    }
  }

  static void keep(Map<String, JsonNode> byKey, String key, Optional<JsonNode> value) {
    if (value.isEmpty()) {
      byKey.remove(key);
      return;
    }
    JsonNode next = value.get();
    JsonNode kept = byKey.get(key);
    boolean old =
        kept != null
            && kept.path("id").asText().equals(next.path("id").asText())
            && kept.path("version").asLong() >= next.path("version").asLong();
    if (!old) {
      byKey.put(key, next);
    }
  }

  private static Optional<JsonNode> parse(String value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the alert topic holds what is not JSON: " + value, e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
