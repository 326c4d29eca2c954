package io.barograph.core.delivery;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How much of what a receiver may be told a channel has had: only what it has taken counts, and
 * what is under way. Not thread-safe.
 */
final class ReceiverShare {
  private final boolean isLimited;
  private final SentTimes taken;
  private int underWay;

  /** Nothing was taken yet. */
  ReceiverShare(RateLimit most) {
    this.isLimited = !most.equals(RateLimit.NONE);
    this.taken = new SentTimes(most);
  }

  /** True if there is an end to it. */
  boolean isLimited() {
    return isLimited;
  }

  /** How many messages may be sent now. */
  int free(long now) {
    return taken.free(now) - underWay;
  }

  /** True if only what is under way keeps more from being sent. */
  boolean awaitsOutcome(long now) {
    return underWay > 0 && free(now) < 1;
  }

  /** When one may be sent, if nothing is under way. */
  long freeAt(long now) {
    return taken.freeAt(now);
  }

  void begin() {
    underWay++;
  }

  void end(boolean isTaken, long now) {
    underWay--;
    if (isTaken) {
      taken.sent(now);
    }
  }

  /** True if it looks back on nothing. */
  boolean isIdle() {
    return taken.isIdle();
  }

  void write(DataOutput out) throws IOException {
    taken.write(out);
  }

  void read(DataInput in) throws IOException {
    taken.read(in);
  }
}
