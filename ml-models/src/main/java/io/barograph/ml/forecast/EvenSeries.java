package io.barograph.ml.forecast;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Samples put into even steps: of each step the mean, and where a step has none, what was a day
 * before, or else the value before. At most so many steps are kept, the newest. Not thread-safe.
 */
public final class EvenSeries {
  private final long stepMillis;
  private final int day;
  private final double[] kept;

  /** The number of the newest closed step since the epoch, and how many are kept up to it. */
  private long newest;

  private int size;

  private long open = Long.MIN_VALUE;
  private double openSum;
  private int openCount;

  /**
   * Nothing yet.
   *
   * @param stepMillis the width of a step, of which a day is a multiple
   * @param steps at most so many are kept
   */
  public EvenSeries(long stepMillis, int steps) {
    this.stepMillis = stepMillis;
    this.day = (int) (86_400_000 / stepMillis);
    this.kept = new double[steps];
  }

  /**
   * Takes a sample; one of a step that is closed is not looked at.
   *
   * @param time milliseconds since the epoch
   * @param value finite
   * @return true if steps before it are closed now
   */
  public boolean add(long time, double value) {
    long step = Math.floorDiv(time, stepMillis);
    if (step < open) {
      return false;
    }
    boolean closes = step > open && open != Long.MIN_VALUE;
    if (closes) {
      closeUntil(step);
    }
    open = step;
    openSum += value;
    openCount++;
    return closes;
  }

  private void closeUntil(long step) {
    append(open, openSum / openCount);
    openSum = 0;
    openCount = 0;
    long from = Math.max(open + 1, step - kept.length);
    for (long missed = from; missed < step; missed++) {
      append(missed, filled());
    }
  }

  /* The step that comes next has this value, as far as can be told. */
  private double filled() {
    return size >= day ? at(size - day) : at(size - 1);
  }

  private void append(long step, double value) {
    newest = step;
    kept[(int) Math.floorMod(step, (long) kept.length)] = value;
    size = Math.min(size + 1, kept.length);
  }

  private double at(int index) {
    return kept[(int) Math.floorMod(newest - size + 1 + index, (long) kept.length)];
  }

  /** The closed steps, the newest last. */
  public double[] values() {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = at(i);
    }
    return values;
  }

  /** The width of a step, in milliseconds. */
  public long stepMillis() {
    return stepMillis;
  }

  /** How many steps are closed, of those that are kept. */
  public int size() {
    return size;
  }

  /** When the newest closed step ended, milliseconds since the epoch. */
  public long end() {
    return (newest + 1) * stepMillis;
  }

  /** Writes all of it but its shape. */
  public void write(DataOutput out) throws IOException {
    out.writeLong(newest);
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeDouble(at(i));
    }
    out.writeLong(open);
    out.writeDouble(openSum);
    out.writeInt(openCount);
  }

  /** Reads what {@link #write} wrote, into one that has nothing yet; the oldest may not fit. */
  public void read(DataInput in) throws IOException {
    long last = in.readLong();
    int count = in.readInt();
    for (long step = last - count + 1; step <= last; step++) {
      append(step, in.readDouble());
    }
    open = in.readLong();
    openSum = in.readDouble();
    openCount = in.readInt();
  }
}
