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
final class PartitionClocks implements Serializable {
  private transient Map<TopicPartition, Clocked> clocks = new HashMap<>();
  private transient Clocked lastRead;

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

  /** Tells that a record of {@code partition} is read; returns the partition's clock. */
  PartitionClock reading(TopicPartition partition, long offset, long now) {
    Clocked clocked =
        lastRead != null && lastRead.partition.equals(partition) ? lastRead : get(partition);
    if (clocked == null) {
      throw new IllegalStateException("no clock for partition " + partition);
    }
    clocked.clock.read(offset, now);
    lastRead = clocked;
    return clocked.clock;
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
