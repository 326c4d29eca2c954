package io.barograph.jobs.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/** A real Kafka broker in this process, for one test class. */
public final class TestBroker implements AutoCloseable {
  private final KafkaClusterTestKit kit;

  private TestBroker(KafkaClusterTestKit kit) {
    this.kit = kit;
  }

  /** Starts a broker. */
  public static TestBroker start() throws Exception {
    KafkaClusterTestKit kit =
        new KafkaClusterTestKit.Builder(
                new TestKitNodes.Builder()
                    .setCombined(true)
                    .setNumBrokerNodes(1)
                    .setNumControllerNodes(1)
                    .build())
            .setConfigProp("offsets.topic.replication.factor", "1")
            .setConfigProp("offsets.topic.num.partitions", "1")
            .setConfigProp("transaction.state.log.replication.factor", "1")
            .setConfigProp("transaction.state.log.min.isr", "1")
            .setConfigProp("transaction.state.log.num.partitions", "1")
            .setConfigProp("group.initial.rebalance.delay.ms", "0")
            .build();
    kit.format();
    kit.startup();
    kit.waitForReadyBrokers();
    return new TestBroker(kit);
  }

  public String servers() {
    return kit.bootstrapServers();
  }

  /** Creates topics of the given numbers of partitions. */
  public void createTopics(Map<String, Integer> partitionsOf)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(client())) {
      List<NewTopic> topics = new ArrayList<>();
      partitionsOf.forEach(
          (name, partitions) -> topics.add(new NewTopic(name, partitions, (short) 1)));
      admin.createTopics(topics).all().get();
    }
  }

  /** A producer that keeps the order of what it is given. */
  public KafkaProducer<byte[], byte[]> producer() {
    Properties settings = client();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    // On a topic that was just made, a first batch that must be retried is overtaken by the second
    // and then refused, as the broker knows nothing of the producer yet.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** How many records {@code topic} holds now. */
  public long size(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Everything that is committed in {@code topic} now. */
  public List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
    Properties settings = client();
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  @Override
  public void close() throws Exception {
    kit.close();
  }

  private Properties client() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", servers());
    return properties;
  }
}
