package io.barograph.cli.watch;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Records that come to topics, whatever they say. Topics that are not there and brokers that do not
 * answer are silent; they are looked for again. For use by one thread at a time.
 */
public final class SignsOfLife implements AutoCloseable {
  private static final String TIMEOUT_MILLIS = "5000";
  private static final long LOOK_AGAIN_NANOS = 30_000_000_000L;

  private final Properties client = new Properties();
  private final List<String> topics;
  private KafkaConsumer<byte[], byte[]> consumer;
  private long quietSince = System.nanoTime();

  /**
   * Listens to topics.
   *
   * @param kafka properties of the client, with the brokers
   */
  public SignsOfLife(Properties kafka, List<String> topics) {
    client.putAll(kafka);
    client.setProperty("enable.auto.commit", "false");
    client.setProperty("allow.auto.create.topics", "false");
    client.setProperty("auto.offset.reset", "latest");
    client.setProperty("default.api.timeout.ms", TIMEOUT_MILLIS);
    client.setProperty("request.timeout.ms", TIMEOUT_MILLIS);
    this.topics = List.copyOf(topics);
  }

  /**
   * True if something came, as soon as it does.
   *
   * @param patience how long to wait for it
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public boolean heard(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      open();
      if (consumer != null && !consumer.poll(patience).isEmpty()) {
        quietSince = System.nanoTime();
        return true;
      }
    } catch (InterruptException stopped) {
      boolean unused = Thread.interrupted();
      throw new InterruptedException("interrupted while listening");
    } catch (KafkaException unanswered) {
      close();
    }
    Thread.sleep(Math.max(0, (deadline - System.nanoTime()) / 1_000_000));
    return false;
  }

  /* A topic may have been made, or made anew, since. */
  private void open() {
    if (consumer != null && System.nanoTime() - quietSince > LOOK_AGAIN_NANOS) {
      close();
    }
    if (consumer == null) {
      quietSince = System.nanoTime();
      consumer =
          new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      if (partitions.isEmpty()) {
        close();
      }
    }
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
      consumer = null;
    }
  }
}
