package io.barograph.ml.threshold;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The mean of each of the last hours, by the number of the hour since the epoch. */
final class HourlyMeans {
  private static final long NONE = Long.MIN_VALUE;

  /** The hour of number n lies at n modulo the number of hours. */
  private final long[] counts;

  private final double[] sums;
  private long newest = NONE;

  /**
   * No hours yet.
   *
   * @param hours so many are kept
   */
  HourlyMeans(int hours) {
    counts = new long[hours];
    sums = new double[hours];
  }

  /** Adds {@code count} values that sum up to {@code sum}, of an hour not before any other. */
  void add(long hour, double sum, long count) {
    for (long gone = Math.max(newest + 1, hour - counts.length + 1); gone <= hour; gone++) {
      counts[placeOf(gone)] = 0;
      sums[placeOf(gone)] = 0;
    }
    newest = hour;
    counts[placeOf(hour)] += count;
    sums[placeOf(hour)] += sum;
  }

  /**
   * Adds {@code count} values of any hour, or takes as many out again where it is less than 0; of
   * an hour that is not kept nothing is done.
   */
  void correct(long hour, double sum, long count) {
    if (hour > newest && count > 0) {
      add(hour, sum, count);
    } else if (isKept(hour) && counts[placeOf(hour)] + count >= 0) {
      counts[placeOf(hour)] += count;
      sums[placeOf(hour)] += sum;
    }
  }

  private boolean isKept(long hour) {
    return newest != NONE && hour <= newest && hour > newest - counts.length;
  }

  /** The mean of an hour; NaN if nothing is known of it. */
  double mean(long hour) {
    if (!isKept(hour)) {
      return Double.NaN;
    }
    long count = counts[placeOf(hour)];
    return count == 0 ? Double.NaN : sums[placeOf(hour)] / count;
  }

  void clear() {
    Arrays.fill(counts, 0);
    Arrays.fill(sums, 0);
    newest = NONE;
  }

  private int placeOf(long hour) {
    return (int) Math.floorMod(hour, (long) counts.length);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(newest);
    for (int i = 0; newest != NONE && i < counts.length; i++) {
      out.writeInt((int) Math.min(counts[i], Integer.MAX_VALUE));
      if (counts[i] > 0) {
        out.writeDouble(sums[i]);
      }
    }
  }

  /** Reads, into one of as many hours, what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    newest = in.readLong();
    for (int i = 0; newest != NONE && i < counts.length; i++) {
      counts[i] = in.readInt();
      sums[i] = counts[i] > 0 ? in.readDouble() : 0;
    }
  }
}
