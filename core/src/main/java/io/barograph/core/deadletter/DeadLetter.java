package io.barograph.core.deadletter;

import java.util.Arrays;
import java.util.Objects;

/**
 * A Kafka record that was not taken, or not wholly: its bytes, where it stood, and why.
 *
 * <p>Immutable and thread-safe; the bytes are copied in and out.
 */
public final class DeadLetter {
  /** The longest {@link #detail} in characters; a longer one is cut. */
  public static final int MAX_DETAIL_LENGTH = 400;

  private final DeadLetterReason reason;
  private final String detail;
  private final String topic;
  private final int partition;
  private final long offset;
  private final long recordTimestamp;
  private final byte[] bytes;

  /**
   * A dead letter.
   *
   * @param detail the field, its value and what was expected, in one sentence
   * @param offset the record's offset in its partition, 0 or more
   * @param recordTimestamp the record's own time in Kafka, milliseconds since the epoch, or -1 if
   *     it has none
   * @param bytes the record's value as it was read; empty if there was none
   * @throws IllegalArgumentException if the topic is empty, or the partition or offset negative
   */
  public DeadLetter(
      DeadLetterReason reason,
      String detail,
      String topic,
      int partition,
      long offset,
      long recordTimestamp,
      byte[] bytes) {
    if (topic.isEmpty()) {
      throw new IllegalArgumentException("topic must not be empty");
    }
    if (partition < 0) {
      throw new IllegalArgumentException("partition must be >= 0, was " + partition);
    }
    if (offset < 0) {
      throw new IllegalArgumentException("offset must be >= 0, was " + offset);
    }
    this.reason = Objects.requireNonNull(reason);
    this.detail =
        detail.length() <= MAX_DETAIL_LENGTH
            ? detail
            : detail.substring(0, MAX_DETAIL_LENGTH - 3) + "...";
    this.topic = topic;
    this.partition = partition;
    this.offset = offset;
    this.recordTimestamp = recordTimestamp;
    this.bytes = bytes.clone();
  }

  public DeadLetterReason reason() {
    return reason;
  }

  /** The field, its value and what was expected, in one sentence. */
  public String detail() {
    return detail;
  }

  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  /** The record's own time in Kafka, milliseconds since the epoch, or -1. */
  public long recordTimestamp() {
    return recordTimestamp;
  }

  /** A copy of the record's value. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeadLetter letter
        && reason == letter.reason
        && detail.equals(letter.detail)
        && topic.equals(letter.topic)
        && partition == letter.partition
        && offset == letter.offset
        && recordTimestamp == letter.recordTimestamp
        && Arrays.equals(bytes, letter.bytes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, partition, offset, reason, detail);
  }

  @Override
  public String toString() {
    return "%s at %s-%d@%d: %s".formatted(reason.wireName(), topic, partition, offset, detail);
  }
}
