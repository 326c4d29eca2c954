package io.barograph.jobs.source;

import io.barograph.core.clock.ClockAdvance;
import java.io.Serializable;
import java.util.ArrayList;

/**
 * A part of a topic, with what was recorded of its clocks.
 *
 * @param partitions all of the topic's, also those without records in the range
 */
public record TopicRange(String topic, ArrayList<OfPartition> partitions) implements Serializable {
  /**
   * The part of one partition.
   *
   * @param from the first offset
   * @param to the offset behind the last
   * @param begins the first offset that the partition still has
   * @param end the offset behind the last that it had when the range was looked up
   * @param advances of its clock up to {@code to}, one for each offset, in their order
   */
  public record OfPartition(
      int partition, long from, long to, long begins, long end, ArrayList<ClockAdvance> advances)
      implements Serializable {
    private boolean isCutOff() {
      return from == begins && begins > 0;
    }
  }

  /** How many offsets it has; some of them may be without a record. */
  public long size() {
    return partitions.stream().mapToLong(one -> one.to() - one.from()).sum();
  }

  /** How many offsets within it the clock went on at by itself. */
  public long advances() {
    return partitions.stream()
        .mapToLong(
            one -> one.advances().stream().filter(step -> step.offset() >= one.from()).count())
        .sum();
  }

  /** True if records at its beginning are gone from the topic already, or may be. */
  public boolean isCutOff() {
    return partitions.stream().anyMatch(OfPartition::isCutOff);
  }
}
