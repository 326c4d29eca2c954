package io.barograph.jobs.inspect;

import io.barograph.core.inspect.StateQuestion;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.inspect.StateQuestionJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of questions from its present end, in a thread of its own, so that no broker
 * holds the job up. Takes no question unless there is a topic for its answers. Thread-safe.
 */
final class QuestionReader implements QuestionFeed {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** More questions than that at once are refused. */
  private static final int MAX_WAITING = 64;

  private static final Logger LOG = LoggerFactory.getLogger(QuestionReader.class);

  private final StateTopics topics;
  private final Thread thread;
  private final List<StateQuestion> waiting = new ArrayList<>();
  private int refused;
  private volatile boolean isOver;

  private QuestionReader(StateTopics topics) {
    this.topics = topics;
    this.thread = new Thread(this::follow, "state-questions");
    thread.setDaemon(true);
  }

  static QuestionReader start(StateTopics topics) {
    QuestionReader reader = new QuestionReader(topics);
    reader.thread.start();
    return reader;
  }

  @Override
  public synchronized List<StateQuestion> poll(long now) {
    List<StateQuestion> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  @Override
  public synchronized int takeRefused() {
    int count = refused;
    refused = 0;
    return count;
  }

  @Override
  public void close() {
    isOver = true;
    LockSupport.unpark(thread);
  }

  private void follow() {
    boolean isTold = false;
    while (!isOver) {
      try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
        begin(consumer);
        isTold = false;
        while (!isOver) {
          consumer.poll(POLL).forEach(this::take);
        }
      } catch (RuntimeException unreadable) {
        if (!isTold) {
          LOG.warn(
              "the state of this job cannot be asked for: {}; it tries again every {} s",
              unreadable.getMessage(),
              PAUSE.toSeconds());
          isTold = true;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Properties settings = topics.settings();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void begin(KafkaConsumer<byte[], byte[]> consumer) {
    partitions(consumer, topics.responses());
    List<TopicPartition> partitions = partitions(consumer, topics.requests());
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    if (found == null || found.isEmpty()) {
      throw new IllegalStateException(topic + " does not exist: create it with one partition");
    }
    return found.stream().map(one -> new TopicPartition(topic, one.partition())).toList();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      StateQuestion question = StateQuestionJson.decode(record.value());
      if (!offer(question)) {
        refuse(record, "more than %d questions wait".formatted(MAX_WAITING));
      }
    } catch (MalformedRecordException malformed) {
      refuse(record, malformed.getMessage());
    }
  }

  private synchronized boolean offer(StateQuestion question) {
    return waiting.size() < MAX_WAITING && waiting.add(question);
  }

  private synchronized void refuse(ConsumerRecord<byte[], byte[]> record, String reason) {
    refused++;
    LOG.warn(
        "a record of {} is no question that is answered (partition {}, offset {}): {}",
        record.topic(),
        record.partition(),
        record.offset(),
        reason);
  }
}
