package io.barograph.cli.orders;

import io.barograph.cli.stack.StackException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes what people say to a topic. */
public final class TopicWriter {
  private TopicWriter() {}

  /**
   * Writes one record; returns when it is kept.
   *
   * @param kafka as in {@link #write}
   * @throws StackException if it cannot be written
   */
  public static void writeOne(Properties kafka, String topic, String key, byte[] value)
      throws InterruptedException {
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    write(kafka, topic, List.of(new ProducerRecord<>(topic, keyBytes, value)));
  }

  /**
   * Writes records in their order; returns when they are kept.
   *
   * @param kafka how to reach the brokers: {@code bootstrap.servers} and security settings
   * @throws StackException if they cannot be written
   */
  public static void write(
      Properties kafka, String topic, List<ProducerRecord<byte[], byte[]>> records)
      throws InterruptedException {
    Properties settings = new Properties();
    settings.putAll(kafka);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "30000");
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<?>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      for (Future<?> one : sent) {
        one.get();
      }
    } catch (ExecutionException failure) {
      throw notWritten(topic, failure.getCause());
    } catch (KafkaException failure) {
      throw notWritten(topic, failure);
    }
  }

  private static StackException notWritten(String topic, Throwable failure) {
    return new StackException(
        "%s cannot be written: %s; look at the brokers".formatted(topic, failure.getMessage()),
        failure);
  }
}
