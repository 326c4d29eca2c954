package io.barograph.core.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How fast a counter rises: by sample, its increase since the sample before, per second. Where it
 * fell it was reset, and has risen from 0, as Prometheus has it. Not thread-safe.
 */
public final class CounterRate {
  private static final double MILLIS = 1_000;

  private boolean isKnown;
  private long time;
  private double value;

  /**
   * Takes a sample.
   *
   * @param sampleTime milliseconds since the epoch
   * @param sampleValue one that is not finite is missing
   * @return per second; NaN for the first sample, for one that is missing and for one that is no
   *     later than the newest
   */
  public double add(long sampleTime, double sampleValue) {
    if (!Double.isFinite(sampleValue) || (isKnown && sampleTime <= time)) {
      return Double.NaN;
    }
    double increase = sampleValue < value ? sampleValue : sampleValue - value;
    double rate = isKnown ? increase / (sampleTime - time) * MILLIS : Double.NaN;
    isKnown = true;
    time = sampleTime;
    value = sampleValue;
    return rate;
  }

  /** True if there is no sample from {@code since} on, milliseconds since the epoch. */
  public boolean isOlderThan(long since) {
    return !isKnown || time < since;
  }

  /** Writes the newest sample. */
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(isKnown);
    if (isKnown) {
      out.writeLong(time);
      out.writeDouble(value);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static CounterRate read(DataInput in) throws IOException {
    CounterRate rate = new CounterRate();
    rate.isKnown = in.readBoolean();
    if (rate.isKnown) {
      rate.time = in.readLong();
      rate.value = in.readDouble();
    }
    return rate;
  }
}
