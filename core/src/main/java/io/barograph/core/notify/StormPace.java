package io.barograph.core.notify;

import io.barograph.core.alert.Priority;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;

/**
 * When the group of a storm is told: less and less often. Not thread-safe.
 *
 * <p>The first update comes after {@code group_interval}, each further one after twice as long as
 * the one before, up to eight times. What is more urgent than all that was told waits for no more
 * than {@code group_interval}, and neither does what is left when the storm is over.
 */
final class StormPace {
  private static final int MOST_DOUBLINGS = 3;

  private int timesTold;
  private Priority mostUrgent = Priority.P4;
  private boolean isOver;

  /** Whether the storm has ended: whatever is told of it is about what it left behind. */
  void isOver(boolean over) {
    isOver = over;
  }

  /** True if the storm has ended. */
  boolean isOver() {
    return isOver;
  }

  /**
   * True if it may be told.
   *
   * @param fires what fires
   * @param toldAt when something was told last
   * @param intervalMillis the {@code group_interval}
   */
  boolean lets(
      NotifyReason reason,
      Collection<NotifiedAlert> fires,
      long toldAt,
      long intervalMillis,
      long now) {
    return switch (reason) {
      case FIRST, REPEAT -> true;
      case NEW_ALERTS -> isOver || isMoreUrgent(fires) || isDue(toldAt, intervalMillis, now);
      case ALL_RESOLVED -> isOver || isDue(toldAt, intervalMillis, now);
      default -> isDue(toldAt, intervalMillis, now);
    };
  }

  private boolean isMoreUrgent(Collection<NotifiedAlert> fires) {
    return fires.stream().anyMatch(alert -> alert.priority().compareTo(mostUrgent) < 0);
  }

  private boolean isDue(long toldAt, long intervalMillis, long now) {
    int doublings = Math.min(Math.max(0, timesTold - 1), MOST_DOUBLINGS);
    return now - toldAt >= intervalMillis << doublings;
  }

  /** It was told. */
  void told(Collection<NotifiedAlert> fires) {
    timesTold++;
    for (NotifiedAlert alert : fires) {
      mostUrgent = alert.priority().compareTo(mostUrgent) < 0 ? alert.priority() : mostUrgent;
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(timesTold);
    out.writeByte(mostUrgent.ordinal());
    out.writeBoolean(isOver);
  }

  static StormPace read(DataInput in) throws IOException {
    StormPace pace = new StormPace();
    pace.timesTold = in.readInt();
    pace.mostUrgent = Priority.values()[in.readByte()];
    pace.isOver = in.readBoolean();
    return pace;
  }
}
