package io.barograph.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.TopicDefinition;
import io.barograph.cli.stack.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of one job of a test, under a prefix of their own. */
public final class JobTopics implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String address;
  private final TopicCatalogue catalogue;
  private final KafkaProducer<byte[], byte[]> producer;
  private volatile Exception lost;
  private long sent;
  private final Admin admin;
  private final Topics topics;

  private JobTopics(String address, TopicCatalogue catalogue, Map<String, String> producing) {
    this.address = address;
    this.catalogue = catalogue;
    this.admin = Admin.create(client());
    this.topics = new Topics(address);
    Properties settings = client();
    settings.put("acks", "all");
    settings.put("linger.ms", "5");
    // On a topic that was just made, a first batch that must be retried is overtaken by the second
    // and then refused, as the broker knows nothing of the producer yet.
    settings.put("max.in.flight.requests.per.connection", "1");
    settings.putAll(producing);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Makes the topics. */
  public static JobTopics create(String address, String prefix) throws InterruptedException {
    return create(address, prefix, Map.of());
  }

  /** Topics whose records are written in large compressed batches, as much data is. */
  static JobTopics compressed(String address, String prefix) throws InterruptedException {
    return create(address, prefix, Map.of("compression.type", "lz4", "batch.size", "262144"));
  }

  private static JobTopics create(String address, String prefix, Map<String, String> producing)
      throws InterruptedException {
    TopicCatalogue catalogue = new TopicCatalogue(prefix);
    try (Topics topics = new Topics(address)) {
      topics.create(catalogue.all());
    }
    return new JobTopics(address, catalogue, producing);
  }

  void sample(int series, long time, double value) {
    String json =
        """
        {"timestamp":"%s","value":"%s","name":"cpu","labels":{"__name__":"cpu","host":"h%03d"}}"""
            .formatted(Instant.ofEpochMilli(time), value, series);
    record(series % catalogue.metrics().partitions(), json.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a record to a partition of the metrics. */
  public void record(int partition, byte[] value) {
    sent++;
    Future<?> unused =
        producer.send(
            new ProducerRecord<>(catalogue.metrics().name(), partition, null, value),
            (metadata, failure) -> {
              if (failure != null) {
                lost = failure;
              }
            });
  }

  /**
   * Waits until everything is written.
   *
   * @throws IllegalStateException if the topic does not hold what was sent
   */
  public void flush() throws InterruptedException {
    producer.flush();
    String topic = catalogue.metrics().name();
    long written = topics.endOffsets(List.of(topic)).get(topic);
    if (lost != null || written != sent) {
      throw new IllegalStateException(
          "%d records were sent to %s, which holds %d".formatted(sent, topic, written), lost);
    }
  }

  /** How much of the metrics {@code group} has not committed yet, from 0 to 1. */
  double unread(String group) throws InterruptedException, ExecutionException {
    String topic = catalogue.metrics().name();
    try (Admin admin = Admin.create(client());
        Topics topics = new Topics(address)) {
      long end = topics.endOffsets(List.of(topic)).get(topic);
      long read =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get()
              .entrySet()
              .stream()
              .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
              .mapToLong(entry -> entry.getValue().offset())
              .sum();
      return 1 - (double) read / end;
    }
  }

  /** The values of the alert topic in the order of each partition, as far as committed. */
  List<String> alerts() {
    return records(catalogue.alerts()).stream().map(Written::value).toList();
  }

  /** The names of the topics. */
  public TopicCatalogue catalogue() {
    return catalogue;
  }

  /**
   * What stands in a topic.
   *
   * @param at when it was written, if it has no time of its own
   */
  public record Written(long at, String value) {}

  /** All of a topic in the order of each partition, as far as committed. */
  public List<Written> records(TopicDefinition definition) {
    Properties settings = client();
    settings.put("isolation.level", "read_committed");
    List<Written> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(definition.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          records.add(
              new Written(record.timestamp(), new String(record.value(), StandardCharsets.UTF_8)));
        }
      }
    }
    return records;
  }

  /**
   * An alert that began to fire.
   *
   * @param tick the tick at which it did
   * @param seenAt the wall time at which a reader had it
   * @param alert its JSON
   */
  record Firing(long tick, long seenAt, String alert) {}

  /** Reads new alerts as they come until the thread is interrupted. */
  void follow(Consumer<Firing> firings) {
    Properties settings = client();
    settings.put("fetch.max.wait.ms", "5");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(
          consumer.partitionsFor(catalogue.alerts().name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList());
      consumer.seekToEnd(consumer.assignment());
      while (!Thread.currentThread().isInterrupted()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
          String alert = new String(record.value(), StandardCharsets.UTF_8);
          if (alert.contains("\"firing\"")) {
            firings.accept(new Firing(record.timestamp(), System.currentTimeMillis(), alert));
          }
        }
      }
    } catch (InterruptException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a reader takes: of each episode only versions newer than those it saw. */
  static List<String> withoutOldVersions(List<String> alerts) {
    Map<String, Integer> newest = new HashMap<>();
    List<String> taken = new ArrayList<>();
    for (String alert : alerts) {
      JsonNode json = parse(alert);
      int version = json.path("version").asInt();
      if (version > newest.getOrDefault(json.path("id").asText(), 0)) {
        newest.put(json.path("id").asText(), version);
        taken.add(alert);
      }
    }
    return taken;
  }

  /** The status of each episode by its newest version. */
  static Map<String, String> statuses(List<String> alerts) {
    Map<String, String> statuses = new LinkedHashMap<>();
    for (String alert : withoutOldVersions(alerts)) {
      JsonNode json = parse(alert);
      statuses.put(json.path("id").asText(), json.path("status").asText());
    }
    return statuses;
  }

  /** The tick of a transition. */
  static long updatedAt(JsonNode alert) {
    return Instant.parse(alert.path("updatedAt").asText()).toEpochMilli();
  }

  @Override
  public void close() {
    producer.close();
    topics.close();
    admin.close();
  }

  private Properties client() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", address);
    return properties;
  }

  static JsonNode parse(String alert) {
    try {
      return JSON.readTree(alert);
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }
}
