package io.barograph.core.delivery;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Leaves a channel alone that fails again and again, and lets one message through when it is time
 * to look whether it is back. Not thread-safe.
 */
final class Circuit {
  private static final int LONGEST_SHIFT = 4;

  private final DeliveryPolicy policy;
  private int failures;
  private int openings;
  private long openUntil = Long.MIN_VALUE;

  Circuit(DeliveryPolicy policy) {
    this.policy = policy;
  }

  /** True if it is left alone, or was until now and nothing was heard since. */
  boolean isOpen() {
    return openings > 0;
  }

  /** Until when it is left alone; in the past if it is not. */
  long openUntil() {
    return openUntil;
  }

  void succeeded() {
    failures = 0;
    openings = 0;
    openUntil = Long.MIN_VALUE;
  }

  void failed(long now) {
    failures++;
    if (failures >= policy.circuitFailures() || openings > 0) {
      openUntil = now + (policy.circuitMillis() << Math.min(openings, LONGEST_SHIFT));
      openings++;
      failures = 0;
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(failures);
    out.writeInt(openings);
    out.writeLong(openUntil);
  }

  void read(DataInput in) throws IOException {
    failures = in.readInt();
    openings = in.readInt();
    openUntil = in.readLong();
  }
}
