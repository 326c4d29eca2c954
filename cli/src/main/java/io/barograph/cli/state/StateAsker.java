package io.barograph.cli.state;

import io.barograph.cli.stack.StackException;
import io.barograph.core.inspect.StateAnswer;
import io.barograph.core.inspect.StateQuestion;
import io.barograph.core.inspect.StateReport;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.inspect.StateAnswerJson;
import io.barograph.formats.inspect.StateQuestionJson;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Asks the jobs that read a topic of questions. For one thread. */
public final class StateAsker implements AutoCloseable {
  /** A question that a job may have missed, as it was starting, is asked again. */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(3);

  private static final Duration POLL = Duration.ofMillis(100);

  private final String requests;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final PrintWriter err;

  private StateAsker(Properties kafka, String requests, PrintWriter err) {
    this.requests = requests;
    this.err = err;
    Properties reading = new Properties();
    reading.putAll(kafka);
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    reading.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
    this.consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    Properties writing = new Properties();
    writing.putAll(kafka);
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    writing.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
    writing.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    writing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "15000");
    this.producer =
        new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Opens the topics.
   *
   * @param kafka how to reach the brokers
   * @param err takes a line for each answer that cannot be read
   * @throws StackException if one of them does not exist or cannot be read
   */
  public static StateAsker open(
      Properties kafka, String requests, String responses, PrintWriter err) {
    StateAsker asker = new StateAsker(kafka, requests, err);
    try {
      asker.begin(responses);
      return asker;
    } catch (KafkaException unreadable) {
      asker.close();
      throw new StackException(
          "%s cannot be read: %s; look at the brokers"
              .formatted(responses, unreadable.getMessage()),
          unreadable);
    } catch (RuntimeException failure) {
      asker.close();
      throw failure;
    }
  }

  private void begin(String responses) {
    partitions(requests);
    List<TopicPartition> partitions = partitions(responses);
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  private List<TopicPartition> partitions(String topic) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    if (found == null || found.isEmpty()) {
      throw new StackException(
          "%s does not exist, so no job can be asked: create it with one partition and a retention of some minutes; a job that runs finds it by itself"
              .formatted(topic));
    }
    return found.stream().map(one -> new TopicPartition(topic, one.partition())).toList();
  }

  /**
   * What the jobs answer, by their names: all of it, or what there is when patience ends.
   *
   * @throws StackException if none answers
   */
  public SortedMap<String, StateReport> ask(
      StateQuestion.Subject subject, List<LabelMatcher> matchers, Duration patience) {
    String id = UUID.randomUUID().toString();
    SortedMap<String, StateReport> reports = new TreeMap<>();
    long begin = System.nanoTime();
    long asked = begin - ASK_AGAIN.toNanos();
    while (!isComplete(reports) && System.nanoTime() - begin < patience.toNanos()) {
      if (System.nanoTime() - asked >= ASK_AGAIN.toNanos()) {
        send(new StateQuestion(id, System.currentTimeMillis(), subject, matchers));
        asked = System.nanoTime();
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record, id, reports);
      }
    }
    if (reports.isEmpty()) {
      throw new StackException(
          "no job has answered within %d s: see with 'barograph status' whether one runs; it must be of this release, have rules.change: true and the same topics.prefix, and its clock must agree with that of this machine to a minute"
              .formatted(patience.toSeconds()));
    }
    return reports;
  }

  private static boolean isComplete(SortedMap<String, StateReport> reports) {
    return !reports.isEmpty() && reports.values().stream().allMatch(StateReport::isComplete);
  }

  private void send(StateQuestion question) {
    try {
      producer.send(new ProducerRecord<>(requests, StateQuestionJson.encode(question))).get();
    } catch (ExecutionException failure) {
      throw new StackException(
          "%s cannot be written: %s; look at the brokers"
              .formatted(requests, failure.getCause().getMessage()),
          failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while asking", interrupted);
    }
  }

  private void take(
      ConsumerRecord<byte[], byte[]> record, String id, SortedMap<String, StateReport> reports) {
    try {
      StateAnswer answer = StateAnswerJson.decode(record.value());
      if (answer.question().equals(id)) {
        StateAnswer.Scope scope = answer.from().scope();
        reports.computeIfAbsent(scope.job(), any -> new StateReport(scope)).add(answer);
      }
    } catch (MalformedRecordException malformed) {
      err.println(
          "warning: %s, offset %d is no answer: %s"
              .formatted(record.topic(), record.offset(), malformed.getMessage()));
      err.flush();
    }
  }

  @Override
  public void close() {
    consumer.close();
    producer.close(Duration.ZERO);
  }
}
