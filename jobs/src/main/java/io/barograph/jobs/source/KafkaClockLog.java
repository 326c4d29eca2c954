package io.barograph.jobs.source;

import io.barograph.core.clock.ClockAdvance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clock log in a Kafka topic, keyed by partition. */
final class KafkaClockLog implements ClockLog {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaClockLog.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final String topic;
  private final Properties kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ExecutorService loading =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "clock-log");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A log in {@code topic}.
   *
   * @param kafka how to reach the brokers: {@code bootstrap.servers} and security settings
   */
  KafkaClockLog(String topic, Properties kafka) {
    this.topic = topic;
    this.kafka = kafka;
    Properties settings = new Properties();
    settings.putAll(kafka);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    // An advance whose fate is unknown must not be given up: it might be read after a restart.
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(Integer.MAX_VALUE));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public CompletableFuture<Map<TopicPartition, List<ClockAdvance>>> load(
      Set<TopicPartition> partitions) {
    return CompletableFuture.supplyAsync(
        () -> {
          Map<TopicPartition, List<ClockAdvance>> advances = new HashMap<>();
          read(
              topic,
              kafka,
              (partition, advance) -> {
                if (partitions.contains(partition)) {
                  advances.computeIfAbsent(partition, any -> new ArrayList<>()).add(advance);
                }
              });
          return advances;
        },
        loading);
  }

  @Override
  public CompletableFuture<Void> record(Map<TopicPartition, ClockAdvance> advances) {
    List<CompletableFuture<Void>> acknowledged = new ArrayList<>();
    advances.forEach(
        (partition, advance) -> {
          CompletableFuture<Void> safe = new CompletableFuture<>();
          acknowledged.add(safe);
          Future<?> unused =
              producer.send(
                  new ProducerRecord<>(
                      topic,
                      partition.toString().getBytes(StandardCharsets.UTF_8),
                      new ClockRecord(partition, advance).toJson()),
                  (written, failure) -> {
                    if (failure == null) {
                      safe.complete(null);
                    } else {
                      safe.completeExceptionally(failure);
                    }
                  });
        });
    return CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new));
  }

  @Override
  public void close() {
    loading.shutdownNow();
    producer.close(Duration.ZERO);
  }

  /** Hands over all that is recorded in {@code topic} now, in the order in which it was. */
  static void read(
      String topic, Properties kafka, BiConsumer<TopicPartition, ClockAdvance> advances) {
    Properties settings = new Properties();
    settings.putAll(kafka);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          collect(record, advances);
        }
      }
    }
  }

  private static void collect(
      ConsumerRecord<byte[], byte[]> record, BiConsumer<TopicPartition, ClockAdvance> advances) {
    try {
      ClockRecord entry = ClockRecord.ofJson(record.value());
      advances.accept(entry.partition(), entry.advance());
    } catch (IOException foreign) {
      LOG.warn("{} is not a clock record and is passed over", record, foreign);
    }
  }
}
