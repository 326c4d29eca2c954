package io.barograph.cli.orders;

import io.barograph.cli.alert.AlertEvent;
import io.barograph.cli.alert.AlertTopic;
import io.barograph.cli.stack.StackException;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.core.command.Command;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.record.BusinessFormat;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic of orders, one partition. For one thread. */
public final class KafkaOrderDesk implements OrderDesk {
  private static final Duration POLL = Duration.ofMillis(200);

  /** So many polls in a row may bring nothing before the end: ten seconds. */
  private static final int PATIENCE = 50;

  private final Properties kafka;
  private final TopicPartition partition;
  private final String liveAlerts;
  private final PrintWriter errors;

  /**
   * A topic.
   *
   * @param kafka how to reach the brokers: {@code bootstrap.servers} and security settings
   * @param errors takes a line for each record that is no order
   */
  public KafkaOrderDesk(Properties kafka, TopicCatalogue topics, PrintWriter errors) {
    this.kafka = new Properties();
    this.kafka.putAll(kafka);
    this.partition = new TopicPartition(topics.business(BusinessFormat.COMMANDS).name(), 0);
    this.liveAlerts = topics.activeAlerts().name();
    this.errors = errors;
  }

  @Override
  public List<Command> given() {
    Properties settings = settings();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      checkPartitions(consumer.partitionsFor(partition.topic()));
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return readToEnd(consumer);
    } catch (KafkaException failure) {
      throw new StackException(
          "%s cannot be read: %s; look at the brokers"
              .formatted(partition.topic(), failure.getMessage()),
          failure);
    } finally {
      errors.flush();
    }
  }

  private void checkPartitions(List<PartitionInfo> partitions) {
    int count = partitions == null ? 0 : partitions.size();
    if (count == 0) {
      throw new StackException(
          "%s does not exist: create it with one partition, and name commands in the job's inputs"
              .formatted(partition.topic()));
    } else if (count > 1) {
      throw new StackException(
          "%s must have one partition, has %d: its orders have no order; create it anew"
              .formatted(partition.topic(), count));
    }
  }

  private List<Command> readToEnd(KafkaConsumer<byte[], byte[]> consumer) {
    List<Command> orders = new ArrayList<>();
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    int left = PATIENCE;
    long reached = consumer.position(partition);
    while (reached < end) {
      consumer.poll(POLL).forEach(record -> order(record).ifPresent(orders::add));
      long now = consumer.position(partition);
      left = now > reached ? PATIENCE : left - 1;
      reached = now;
      if (left == 0) {
        throw new StackException(
            "%s ends at %d and gives nothing behind %d: look at the broker"
                .formatted(partition.topic(), end, reached));
      }
    }
    return orders;
  }

  private Optional<Command> order(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(
          OrderRecords.decode(record.value() == null ? new byte[0] : record.value()));
    } catch (MalformedRecordException malformed) {
      errors.println(
          "warning: %s, offset %d: %s"
              .formatted(partition.topic(), record.offset(), malformed.getMessage()));
      return Optional.empty();
    }
  }

  @Override
  public void give(List<Command> orders) throws InterruptedException {
    List<ProducerRecord<byte[], byte[]>> records = orders.stream().map(this::record).toList();
    TopicWriter.write(kafka, partition.topic(), records);
  }

  private ProducerRecord<byte[], byte[]> record(Command order) {
    return new ProducerRecord<>(
        partition.topic(),
        partition.partition(),
        order.id().getBytes(StandardCharsets.UTF_8),
        OrderRecords.encode(order));
  }

  @Override
  public Set<String> liveAlerts() {
    try (AlertTopic active = AlertTopic.fromBeginning(kafka, liveAlerts)) {
      return active.present().stream()
          .filter(alert -> AlertEvent.of(alert).isAlive())
          .map(alert -> alert.path("id").asText())
          .collect(Collectors.toSet());
    } catch (KafkaException failure) {
      throw new StackException(
          "%s cannot be read: %s; look at the brokers".formatted(liveAlerts, failure.getMessage()),
          failure);
    }
  }

  private Properties settings() {
    Properties copy = new Properties();
    copy.putAll(kafka);
    return copy;
  }

  @Override
  public void close() {
    errors.flush();
  }
}
