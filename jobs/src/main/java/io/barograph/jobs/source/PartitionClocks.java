package io.barograph.jobs.source;

import io.barograph.core.clock.ClockPolicy;
import io.barograph.core.clock.PartitionClock;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The clocks of the partitions that one reader reads, shared by the reader and its deserializer,
 * which run in one thread.
 */
@SuppressWarnings("ReferenceEquality") // of the topic's name, see reading
final class PartitionClocks implements Serializable {
  private transient Map<TopicPartition, Clocked> clocks = new HashMap<>();
  private transient Clocked lastRead;
  private transient String lastTopic;

  /** A partition's clock and the watermark at which it is worth telling next. */
  static final class Clocked {
    private final TopicPartition partition;
    private final PartitionClock clock;
    private long nextStep = PartitionClock.UNKNOWN + 1;

    Clocked(TopicPartition partition, PartitionClock clock) {
      this.partition = partition;
      this.clock = clock;
    }

    TopicPartition partition() {
      return partition;
    }

    PartitionClock clock() {
      return clock;
    }

    /** True, once, if the clock has gone past another whole step since it was asked last. */
    boolean crossedStep(long stepMillis) {
      long watermark = clock.watermark();
      if (watermark < nextStep) {
        return false;
      }
      nextStep = (Math.floorDiv(watermark, stepMillis) + 1) * stepMillis;
      return true;
    }
  }

  void add(TopicPartition partition, ClockPolicy policy, long position, long watermark) {
    clocks()
        .put(partition, new Clocked(partition, new PartitionClock(policy, position, watermark)));
  }

  Clocked get(TopicPartition partition) {
    return clocks().get(partition);
  }

  Collection<Clocked> all() {
    return clocks().values();
  }

  /**
   * Tells that a record is read; returns the clock of its partition. Records come in runs of one
   * partition and with the same instance of the topic's name, which is looked at first.
   */
  PartitionClock reading(String topic, int partition, long offset, long now) {
    if (topic != lastTopic || partition != lastRead.partition.partition()) {
      lastRead = get(new TopicPartition(topic, partition));
      lastTopic = topic;
      if (lastRead == null) {
        throw new IllegalStateException(
            "no clock for partition %d of %s".formatted(partition, topic));
      }
    }
    lastRead.clock.read(offset, now);
    return lastRead.clock;
  }

  /** The partition that the last record came from, or null. */
  Clocked lastRead() {
    return lastRead;
  }

  private Map<TopicPartition, Clocked> clocks() {
    if (clocks == null) {
      clocks = new HashMap<>();
    }
    return clocks;
  }
}
