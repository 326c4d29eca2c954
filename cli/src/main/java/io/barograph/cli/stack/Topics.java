package io.barograph.cli.stack;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Creates topics and reads how far they reach. Safe for use by several threads. */
public final class Topics implements AutoCloseable {
  private final Admin admin;

  /** Connects to the broker at {@code address}, which must answer within 10 s when asked. */
  public Topics(String address) {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", address);
    properties.setProperty("default.api.timeout.ms", "10000");
    properties.setProperty("request.timeout.ms", "5000");
    this.admin = Admin.create(properties);
  }

  /** Creates those of {@code topics} that do not exist yet. */
  public void create(Collection<TopicDefinition> topics) throws InterruptedException {
    try {
      Set<String> existing = admin.listTopics().names().get();
      admin
          .createTopics(
              topics.stream()
                  .filter(topic -> !existing.contains(topic.name()))
                  .map(TopicDefinition::toNewTopic)
                  .toList())
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new StackException("topics could not be created: " + e.getCause().getMessage(), e);
    }
  }

  /** The number of records ever written to each existing topic of {@code names}. */
  public SortedMap<String, Long> endOffsets(Collection<String> names) throws InterruptedException {
    try {
      SortedMap<String, Long> ends = new TreeMap<>();
      partitionEnds(names)
          .forEach((partition, end) -> ends.merge(partition.topic(), end.offset(), Long::sum));
      return ends;
    } catch (ExecutionException e) {
      throw new StackException("Kafka gave no offsets: " + e.getCause().getMessage(), e);
    }
  }

  /**
   * Lets the consumer group {@code group} go on at the present ends of {@code names}, so that a
   * reader without offsets of its own does not begin with what is old.
   */
  public void skipToEnds(String group, Collection<String> names) throws InterruptedException {
    try {
      Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
      partitionEnds(names)
          .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end.offset())));
      admin.alterConsumerGroupOffsets(group, ends).all().get();
    } catch (ExecutionException e) {
      throw new StackException(
          "the offsets of group " + group + " could not be set: " + e.getCause().getMessage(), e);
    }
  }

  /** The offsets that all consumer groups have committed, by group and topic. */
  public SortedMap<String, SortedMap<String, Long>> committedOffsets() throws InterruptedException {
    try {
      SortedMap<String, SortedMap<String, Long>> committed = new TreeMap<>();
      for (var group : admin.listGroups().all().get()) {
        Map<TopicPartition, OffsetAndMetadata> offsets =
            admin.listConsumerGroupOffsets(group.groupId()).partitionsToOffsetAndMetadata().get();
        SortedMap<String, Long> byTopic = new TreeMap<>();
        offsets.forEach(
            (partition, offset) -> byTopic.merge(partition.topic(), offset.offset(), Long::sum));
        committed.put(group.groupId(), byTopic);
      }
      return committed;
    } catch (ExecutionException e) {
      throw new StackException("Kafka gave no group offsets: " + e.getCause().getMessage(), e);
    }
  }

  private Map<TopicPartition, ListOffsetsResultInfo> partitionEnds(Collection<String> names)
      throws InterruptedException, ExecutionException {
    Set<String> existing = admin.listTopics().names().get();
    List<String> wanted = names.stream().filter(existing::contains).toList();
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    for (TopicDescription topic : admin.describeTopics(wanted).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(
              partition ->
                  question.put(
                      new TopicPartition(topic.name(), partition.partition()),
                      OffsetSpec.latest()));
    }
    return admin.listOffsets(question).all().get();
  }

  @Override
  public void close() {
    admin.close();
  }
}
