package io.barograph.jobs.source;

import io.barograph.core.clock.ClockAdvance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/** Where the advances of quiet partitions are recorded, and read again after a restart. */
interface ClockLog extends AutoCloseable {
  /** All that is recorded for {@code partitions}. */
  CompletableFuture<Map<TopicPartition, List<ClockAdvance>>> load(Set<TopicPartition> partitions);

  /** Records advances; done when they are safe. */
  CompletableFuture<Void> record(Map<TopicPartition, ClockAdvance> advances);

  @Override
  void close();
}
