package io.barograph.jobs.source;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts each partition at its committed offset, or at its first record where none is committed.
 *
 * <p>Unlike Flink's own initializers it always gives a number and never a marker: the clock must
 * know its position before the first record.
 */
final class CommittedOrFirstOffsets implements OffsetsInitializer {
  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
    Map<TopicPartition, Long> starts = new HashMap<>(offsets.beginningOffsets(partitions));
    offsets
        .committedOffsets(partitions)
        .forEach(
            (partition, committed) -> {
              if (committed != null) {
                starts.merge(partition, committed, Math::max);
              }
            });
    return starts;
  }

  @Override
  @SuppressWarnings("deprecation") // the connector's interface has no other
  public org.apache.kafka.clients.consumer.OffsetResetStrategy getAutoOffsetResetStrategy() {
    return org.apache.kafka.clients.consumer.OffsetResetStrategy.EARLIEST;
  }
}
