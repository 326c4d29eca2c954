package io.barograph.jobs.source;

import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;

/** A Kafka partition, the next offset to read, and where its event-time clock stands there. */
final class ClockedSplit extends KafkaPartitionSplit {
  private final long watermark;

  ClockedSplit(TopicPartition partition, long startingOffset, long stoppingOffset, long watermark) {
    super(partition, startingOffset, stoppingOffset);
    this.watermark = watermark;
  }

  /** The clock's watermark before the record at the starting offset. */
  long watermark() {
    return watermark;
  }

  /** Splits are the same if they are of the same range of the same partition. */
  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
