package io.barograph.core.delivery;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;

/** When a channel was used last, as far as its limit looks back. Not thread-safe. */
final class SentTimes {
  private final RateLimit limit;
  private final ArrayDeque<Long> times = new ArrayDeque<>();

  SentTimes(RateLimit limit) {
    this.limit = limit;
  }

  /** How many messages may be sent now. */
  int free(long now) {
    while (!times.isEmpty() && times.peekFirst() <= now - limit.perMillis()) {
      times.removeFirst();
    }
    return limit.messages() - times.size();
  }

  /** True if it looks back on nothing. */
  boolean isIdle() {
    return times.isEmpty();
  }

  /** When one may be sent; now or earlier if it may be now. */
  long freeAt(long now) {
    return free(now) > 0 ? now : times.peekFirst() + limit.perMillis();
  }

  void sent(long now) {
    if (!limit.equals(RateLimit.NONE)) {
      times.addLast(now);
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(times.size());
    for (long time : times) {
      out.writeLong(time);
    }
  }

  void read(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      times.addLast(in.readLong());
    }
  }
}
