package io.barograph.jobs.source;

import io.barograph.core.clock.ClockAdvance;
import io.barograph.core.clock.ClockPolicy;
import io.barograph.jobs.ingest.Ingested;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads one topic with an event-time clock for each of its partitions.
 *
 * <p>Flink's Kafka source does the reading; this wrapper emits the watermarks, since a watermark
 * generator sees no offsets and so cannot tell a quiet input from a backlog or from a dead broker.
 */
public final class ClockedKafkaSource
    implements Source<Ingested, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<Ingested> {
  private final KafkaSource<Ingested> kafka;
  private final IngestDeserializer deserializer;
  private final ClockPolicy policy;
  private final SourceClock clock;

  private ClockedKafkaSource(
      KafkaSource<Ingested> kafka,
      IngestDeserializer deserializer,
      ClockPolicy policy,
      SourceClock clock) {
    this.kafka = kafka;
    this.deserializer = deserializer;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * A source of {@code topic} from its committed offsets, or from its beginning where there are
   * none.
   *
   * @param clockTopic where advances of quiet partitions are recorded
   * @param connection {@code bootstrap.servers} and security settings
   * @param groupId the consumer group that the offsets are committed for
   * @param bounded true to stop at the topic's present end
   */
  public ClockedKafkaSource(
      String topic,
      IngestDeserializer deserializer,
      ClockPolicy policy,
      String clockTopic,
      Map<String, String> connection,
      String groupId,
      boolean bounded) {
    this(
        builder(deserializer, connection)
            .setTopics(topic)
            .setGroupId(groupId)
            .setProperty("partition.discovery.interval.ms", bounded ? "-1" : "60000")
            .setStartingOffsets(new CommittedOrFirstOffsets()),
        bounded,
        deserializer,
        policy,
        new SourceClock.Live(clockTopic, new HashMap<>(connection)));
  }

  private ClockedKafkaSource(
      KafkaSourceBuilder<Ingested> builder,
      boolean bounded,
      IngestDeserializer deserializer,
      ClockPolicy policy,
      SourceClock clock) {
    this(
        (bounded ? builder.setBounded(OffsetsInitializer.latest()) : builder).build(),
        deserializer,
        policy,
        clock);
  }

  /**
   * A source of a range of a topic, on the clock that was recorded for it: what the job read, in
   * the same order in each partition and with the same watermark before each record.
   *
   * @param connection {@code bootstrap.servers} and security settings
   */
  public static ClockedKafkaSource replay(
      TopicRange range,
      IngestDeserializer deserializer,
      ClockPolicy policy,
      Map<String, String> connection) {
    Map<TopicPartition, Long> from = new HashMap<>();
    Map<TopicPartition, Long> to = new HashMap<>();
    HashMap<TopicPartition, ArrayList<ClockAdvance>> advances = new HashMap<>();
    for (TopicRange.OfPartition one : range.partitions()) {
      TopicPartition partition = new TopicPartition(range.topic(), one.partition());
      from.put(partition, one.from());
      to.put(partition, one.to());
      advances.put(partition, one.advances());
    }
    return new ClockedKafkaSource(
        builder(deserializer, connection)
            .setPartitions(new HashSet<>(from.keySet()))
            .setStartingOffsets(OffsetsInitializer.offsets(from))
            .setBounded(OffsetsInitializer.offsets(to))
            .build(),
        deserializer,
        policy,
        new SourceClock.Recorded(advances));
  }

  /** What every source of an input is built with, with a clock or without. */
  static KafkaSourceBuilder<Ingested> builder(
      IngestDeserializer deserializer, Map<String, String> connection) {
    Properties properties = new Properties();
    properties.putAll(connection);
    PacedPolls.addTo(properties);
    return KafkaSource.<Ingested>builder().setProperties(properties).setDeserializer(deserializer);
  }

  @Override
  public Boundedness getBoundedness() {
    return kafka.getBoundedness();
  }

  @Override
  public SourceReader<Ingested, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new ClockedReader<>(
        kafka.createReader(context),
        deserializer.clocks(),
        policy,
        clock,
        System::currentTimeMillis,
        context.metricGroup());
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return kafka.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint)
      throws IOException {
    return kafka.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return new ClockedSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return kafka.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<Ingested> getProducedType() {
    return deserializer.getProducedType();
  }
}
