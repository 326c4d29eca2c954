package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The usual time from one value to the next, which says what is a gap. */
final class Cadence {
  private static final double WEIGHT = 0.05;
  private static final double GAP_STEPS = 8;

  private long last = Long.MIN_VALUE;
  private double usualMillis = Double.NaN;

  static Cadence read(DataInput in) throws IOException {
    Cadence cadence = new Cadence();
    cadence.last = in.readLong();
    cadence.usualMillis = in.readDouble();
    return cadence;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(last);
    out.writeDouble(usualMillis);
  }

  /** Takes the time of a value: true if several were missing before it. */
  boolean isAfterGap(long timeMillis) {
    long before = last;
    last = timeMillis;
    if (before == Long.MIN_VALUE) {
      return false;
    }
    double step = Math.max(0, (double) timeMillis - before);
    if (Double.isNaN(usualMillis)) {
      usualMillis = step;
      return false;
    }
    boolean isGap = usualMillis > 0 && step > GAP_STEPS * usualMillis;
    usualMillis += WEIGHT * (Math.min(step, Math.max(1, 2 * usualMillis)) - usualMillis);
    return isGap;
  }
}
