package io.barograph.ml.threshold;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The mean of each of the last slots of time, by the number of the slot since the epoch. */
final class SlotMeans {
  private static final long NONE = Long.MIN_VALUE;

  /** A slot that is known takes so many, as it is written. */
  private static final int SLOT_BYTES = Integer.BYTES + Double.BYTES;

  /** The slot of number n lies at n modulo the number of slots. */
  private final long[] counts;

  private final double[] sums;
  private long newest = NONE;

  /**
   * No slots yet.
   *
   * @param slots so many are kept
   */
  SlotMeans(int slots) {
    counts = new long[slots];
    sums = new double[slots];
  }

  /** Adds {@code count} values that sum up to {@code sum}, of an slot not before any other. */
  void add(long slot, double sum, long count) {
    for (long gone = Math.max(newest + 1, slot - counts.length + 1); gone <= slot; gone++) {
      counts[placeOf(gone)] = 0;
      sums[placeOf(gone)] = 0;
    }
    newest = slot;
    counts[placeOf(slot)] += count;
    sums[placeOf(slot)] += sum;
  }

  /**
   * Adds {@code count} values of any slot, or takes as many out again where it is less than 0; of
   * an slot that is not kept nothing is done.
   */
  void correct(long slot, double sum, long count) {
    if (slot > newest && count > 0) {
      add(slot, sum, count);
    } else if (isKept(slot) && counts[placeOf(slot)] + count >= 0) {
      counts[placeOf(slot)] += count;
      sums[placeOf(slot)] += sum;
    }
  }

  private boolean isKept(long slot) {
    return newest != NONE && slot <= newest && slot > newest - counts.length;
  }

  /** The mean of an slot; NaN if nothing is known of it. */
  double mean(long slot) {
    if (!isKept(slot)) {
      return Double.NaN;
    }
    long count = counts[placeOf(slot)];
    return count == 0 ? Double.NaN : sums[placeOf(slot)] / count;
  }

  void clear() {
    Arrays.fill(counts, 0);
    Arrays.fill(sums, 0);
    newest = NONE;
  }

  private int placeOf(long slot) {
    return (int) Math.floorMod(slot, (long) counts.length);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(newest);
    if (newest == NONE) {
      return;
    }
    ByteBuffer slots = ByteBuffer.allocate(counts.length * SLOT_BYTES);
    for (int i = 0; i < counts.length; i++) {
      slots.putInt((int) Math.min(counts[i], Integer.MAX_VALUE));
      if (counts[i] > 0) {
        slots.putDouble(sums[i]);
      }
    }
    out.write(slots.array(), 0, slots.position());
  }

  /** Reads, into one of as many slots, what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    newest = in.readLong();
    for (int i = 0; newest != NONE && i < counts.length; i++) {
      counts[i] = in.readInt();
      sums[i] = counts[i] > 0 ? in.readDouble() : 0;
    }
  }
}
