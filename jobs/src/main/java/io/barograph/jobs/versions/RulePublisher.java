package io.barograph.jobs.versions;

import io.barograph.core.rulepack.RulePackKey;
import io.barograph.core.rulepack.RulePackRecord;
import io.barograph.formats.rulepack.RulePackJson;
import io.barograph.formats.rulepack.Sha256;
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
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the topic of rules. For one thread. */
public final class RulePublisher implements AutoCloseable {
  private final RuleTopic topic;
  private final boolean isAlone;
  private final KafkaProducer<byte[], byte[]> producer;

  private RulePublisher(RuleTopic topic, boolean isAlone) {
    this.topic = topic;
    this.isAlone = isAlone;
    Properties settings = topic.settings();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "30000");
    // On a topic that was just made, a first batch that must be retried is overtaken by the second
    // and then refused, as the broker knows nothing of the producer yet.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    if (isAlone) {
      settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic.name() + ".publisher");
      settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "30000");
    }
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static RulePublisher open(RuleTopic topic) {
    return new RulePublisher(topic, false);
  }

  static RulePublisher openAlone(RuleTopic topic) {
    RulePublisher publisher = new RulePublisher(topic, true);
    try {
      publisher.producer.initTransactions();
      return publisher;
    } catch (KafkaException failure) {
      publisher.producer.close();
      throw publisher.failed(failure);
    }
  }

  /**
   * Writes records in this order and returns when the broker has them all; of a publisher that is
   * alone, readers see all of them or none.
   *
   * @throws IllegalArgumentException if one is too large; none is written
   * @throws RuleTopicException if they could not be written, or this publisher is alone no longer
   */
  public void write(List<? extends RulePackRecord> records) throws InterruptedException {
    List<ProducerRecord<byte[], byte[]>> messages = records.stream().map(this::message).toList();
    try {
      if (isAlone) {
        producer.beginTransaction();
      }
      List<Future<?>> sent = new ArrayList<>();
      messages.forEach(message -> sent.add(producer.send(message)));
      for (Future<?> one : sent) {
        one.get();
      }
      if (isAlone) {
        producer.commitTransaction();
      }
    } catch (ExecutionException failure) {
      throw failed(failure.getCause());
    } catch (KafkaException failure) {
      throw failed(failure);
    }
  }

  /** What was begun and not finished is undone. */
  @Override
  public void close() {
    producer.close();
  }

  private ProducerRecord<byte[], byte[]> message(RulePackRecord record) {
    byte[] value = RulePackJson.encode(record);
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(
            topic.name(), 0, record.key().text().getBytes(StandardCharsets.UTF_8), value);
    if (value != null && record.key() instanceof RulePackKey.OfBody) {
      message
          .headers()
          .add(RulePackJson.DIGEST_HEADER, Sha256.hex(value).getBytes(StandardCharsets.UTF_8));
    }
    return message;
  }

  private RuleTopicException failed(Throwable failure) {
    if (failure instanceof ProducerFencedException
        || failure instanceof InvalidProducerEpochException) {
      return new RuleTopicException(
          "somebody else has begun to publish rules in the meantime: nothing was written; look at"
              + " what stands now and try again",
          failure);
    }
    return new RuleTopicException(
        "%s cannot be written: %s; look at the brokers"
            .formatted(topic.name(), failure.getMessage()),
        failure);
  }
}
