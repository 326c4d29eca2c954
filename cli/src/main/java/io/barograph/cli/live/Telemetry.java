package io.barograph.cli.live;

import io.barograph.cli.desk.DeskRecord;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.log.LogRecord;
import io.barograph.core.sample.Sample;
import io.barograph.formats.record.BusinessFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes samples, log records and business records to the input topics, each with its event time as
 * the record's timestamp. Safe for use by several threads.
 *
 * <p>Samples are keyed by series and log records by service, so each keeps its order.
 */
public final class Telemetry implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final String metrics;
  private final String logs;
  private final Function<BusinessFormat, String> topicOf;
  private final Consumer<Sample> alsoTo;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  /**
   * Writes to the broker at {@code address}.
   *
   * @param alsoTo is given each sample as well, by the thread that sends it
   */
  public Telemetry(String address, TopicCatalogue catalogue, Consumer<Sample> alsoTo) {
    this.alsoTo = alsoTo;
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", address);
    properties.setProperty("acks", "1");
    properties.setProperty("enable.idempotence", "false");
    properties.setProperty("linger.ms", "5");
    properties.setProperty("compression.type", "lz4");
    properties.setProperty("buffer.memory", Integer.toString(8 << 20));
    properties.setProperty("max.block.ms", "1000");
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.metrics = catalogue.metrics().name();
    this.logs = catalogue.logs().name();
    this.topicOf = format -> catalogue.business(format).name();
  }

  /** Sends a sample; returns before it is written. */
  public void send(Sample sample) {
    String key = Fingerprint.toHex(sample.labels().fingerprint());
    send(metrics, sample.timestamp(), key, WireJson.encode(sample));
    alsoTo.accept(sample);
  }

  /** Sends a log record; returns before it is written. */
  public void send(LogRecord line) {
    send(logs, line.timestamp(), line.service(), WireJson.encode(line));
  }

  /** Sends a business record; returns before it is written. */
  public void send(DeskRecord record) {
    send(topicOf.apply(record.format()), record.time(), record.key(), record.bytes());
  }

  private void send(String topic, long timestamp, String key, byte[] value) {
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(
                topic, null, timestamp, key.getBytes(StandardCharsets.UTF_8), value),
            (written, failure) -> (failure == null ? sent : failed).incrementAndGet());
  }

  /** How many records the broker has acknowledged. */
  public long sent() {
    return sent.get();
  }

  /** How many records were lost. */
  public long failed() {
    return failed.get();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
