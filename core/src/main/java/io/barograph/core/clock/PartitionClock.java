package io.barograph.core.clock;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;

/**
 * The event-time clock of one input partition.
 *
 * <p>Records move it by their event times less the bound. While the partition is quiet it goes on
 * by wall time, but only on the broker's fresh word that nothing is left to read; each such advance
 * is recorded at an offset and is applied again at that offset whenever the partition is read
 * again. So the watermark before each offset depends on the partition and the recorded advances
 * alone. Not thread-safe.
 */
public final class PartitionClock {
  /** The watermark of a partition of which nothing is known. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  private final ClockPolicy policy;
  private final long boundMillis;
  private final Deque<ClockAdvance> recorded = new ArrayDeque<>();
  private long position;
  private long watermark;
  private long lastReadAt = UNKNOWN;

  /**
   * A clock that stands before the record at {@code position}.
   *
   * @param position the next offset to read
   * @param watermark where it stood when the partition was last read up to there, or {@link
   *     #UNKNOWN}
   */
  public PartitionClock(ClockPolicy policy, long position, long watermark) {
    this.policy = policy;
    this.boundMillis = policy.bound().toMillis();
    this.position = position;
    this.watermark = watermark;
  }

  /** The next offset to read. */
  public long position() {
    return position;
  }

  /** Every record with this event time or an earlier one that still comes is late. */
  public long watermark() {
    return watermark;
  }

  /** Takes the advances that earlier readers of this partition recorded; applies those now due. */
  public void remember(Collection<ClockAdvance> advances) {
    advances.stream().sorted(Comparator.comparingLong(ClockAdvance::offset)).forEach(recorded::add);
    applyRecorded();
  }

  /** Tells that the record at {@code offset} is read now, at {@code now} of wall time. */
  public void read(long offset, long now) {
    position = offset;
    if (!recorded.isEmpty()) {
      applyRecorded();
    }
    position = offset + 1;
    lastReadAt = now;
  }

  /** Applies what is recorded for the position that has been reached. */
  public void reached() {
    if (!recorded.isEmpty()) {
      applyRecorded();
    }
  }

  /** Moves the clock by the event time of a record that was read. */
  public void observe(long eventTime) {
    long reached = eventTime - boundMillis - 1;
    if (reached > watermark) {
      watermark = reached;
    }
  }

  /** True if a record with that event time is late now. */
  public boolean isLate(long eventTime) {
    return eventTime <= watermark;
  }

  /**
   * Decides whether the quiet partition's clock may go on.
   *
   * @param answer the broker's last word
   * @param now wall time in milliseconds
   */
  public QuietPartition judge(EndOffsetAnswer answer, long now) {
    if (now - answer.askedAt() > policy.maxAnswerAge().toMillis()) {
      return QuietPartition.ANSWER_TOO_OLD;
    }
    if (lastReadAt != UNKNOWN && answer.askedAt() <= lastReadAt) {
      return QuietPartition.ANSWER_BEFORE_LAST_RECORD;
    }
    if (answer.endOffset() != position) {
      return QuietPartition.HAS_BACKLOG;
    }
    return quietUntil(answer) > watermark ? QuietPartition.ADVANCES : QuietPartition.UP_TO_DATE;
  }

  /** The advance to record for an answer that was judged {@link QuietPartition#ADVANCES}. */
  public ClockAdvance advance(EndOffsetAnswer answer) {
    return new ClockAdvance(position, quietUntil(answer));
  }

  /** Applies an advance that is safely recorded. */
  public void apply(ClockAdvance advance) {
    if (advance.offset() != position) {
      throw new IllegalStateException(
          "an advance recorded at offset %d must not be applied at offset %d"
              .formatted(advance.offset(), position));
    }
    watermark = Math.max(watermark, advance.watermark());
  }

  private long quietUntil(EndOffsetAnswer answer) {
    long step = policy.step().toMillis();
    long until = answer.askedAt() - boundMillis - policy.grace().toMillis();
    return Math.floorDiv(until, step) * step;
  }

  private void applyRecorded() {
    while (!recorded.isEmpty() && recorded.peek().offset() <= position) {
      watermark = Math.max(watermark, recorded.poll().watermark());
    }
  }
}
