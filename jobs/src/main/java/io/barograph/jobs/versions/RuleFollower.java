package io.barograph.jobs.versions;

import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.rulepack.RulePackJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the topic of rules from its beginning and goes on as records come. For one thread; {@link
 * #wakeUp} alone may be called by others.
 */
public final class RuleFollower implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  /** So many polls in a row may bring nothing before the end: ten seconds. */
  private static final int PATIENCE = 50;

  private final RuleTopic topic;
  private final TopicPartition partition;
  private final KafkaConsumer<byte[], byte[]> consumer;

  RuleFollower(RuleTopic topic) {
    this.topic = topic;
    this.partition = new TopicPartition(topic.name(), 0);
    Properties settings = topic.settings();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /**
   * What lies between the last record read and the present end.
   *
   * @throws RuleTopicException if the topic does not exist, has several partitions or cannot be
   *     read
   */
  public List<RuleNews> readToEnd() {
    List<RuleNews> news = new ArrayList<>();
    try {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic.name());
      checkPartitions(partitions == null ? 0 : partitions.size());
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      int left = PATIENCE;
      long reached = consumer.position(partition);
      while (reached < end) {
        news.addAll(poll(POLL));
        long now = consumer.position(partition);
        left = now > reached ? PATIENCE : left - 1;
        reached = now;
        if (left == 0) {
          throw new RuleTopicException(
              "%s ends at %d and gives nothing behind %d: look at the broker"
                  .formatted(topic.name(), end, reached));
        }
      }
    } catch (KafkaException failure) {
      throw new RuleTopicException(
          "%s cannot be read: %s; look at the brokers"
              .formatted(topic.name(), failure.getMessage()),
          failure);
    }
    return news;
  }

  /**
   * What has come, waiting up to {@code patience} for the first. A broker that does not answer
   * gives nothing.
   */
  public List<RuleNews> poll(Duration patience) {
    List<RuleNews> news = new ArrayList<>();
    try {
      consumer.poll(patience).forEach(record -> news.add(news(record)));
    } catch (WakeupException woken) {
      return news;
    }
    return news;
  }

  /** Lets the poll that waits, or else the next, return at once. */
  public void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void checkPartitions(int count) {
    if (count == 0) {
      throw new RuleTopicException(
          "%s does not exist: create it with one partition and cleanup.policy=compact"
              .formatted(topic.name()));
    } else if (count > 1) {
      throw new RuleTopicException(
          "%s must have one partition, has %d: its records have no order; create it anew"
              .formatted(topic.name(), count));
    }
  }

  private static RuleNews news(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    Header digest = record.headers().lastHeader(RulePackJson.DIGEST_HEADER);
    try {
      return new RuleNews.Told(
          record.offset(),
          RulePackJson.decode(
              key,
              record.value(),
              digest == null || digest.value() == null
                  ? null
                  : new String(digest.value(), StandardCharsets.UTF_8)));
    } catch (MalformedRecordException unusable) {
      return new RuleNews.Unusable(
          record.offset(),
          "%s, offset %d, key \"%s\": %s"
              .formatted(record.topic(), record.offset(), key, unusable.getMessage()));
    }
  }
}
