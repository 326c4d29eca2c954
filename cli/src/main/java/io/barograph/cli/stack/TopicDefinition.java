package io.barograph.cli.stack;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One topic as it is created on one machine: never replicated.
 *
 * @param name the full name, prefix included
 * @param partitions at least 1
 * @param compacted true if the newest record per key is kept for good, false if records go by age
 * @param retention how long records stay; without meaning for a compacted topic
 */
public record TopicDefinition(String name, int partitions, boolean compacted, Duration retention) {
  private static final long MAX_PARTITION_BYTES = 512L << 20;

  public TopicDefinition {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be >= 1, was " + partitions);
    }
  }

  NewTopic toNewTopic() {
    NewTopic topic = new NewTopic(name, partitions, (short) 1);
    return compacted
        ? topic.configs(Map.of("cleanup.policy", "compact", "segment.ms", "600000"))
        : topic.configs(
            Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(retention.toMillis()),
                "retention.bytes",
                Long.toString(MAX_PARTITION_BYTES)));
  }
}
