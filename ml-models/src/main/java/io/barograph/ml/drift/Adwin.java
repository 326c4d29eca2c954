package io.barograph.ml.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * ADWIN: a window that grows while its mean is steady and loses its older part where the mean of
 * the older and of the newer part differ.
 *
 * <p>Of n values it keeps about {@value #BUCKETS_PER_LEVEL} log2(n) buckets of 24 bytes. A value
 * costs constant time, and each {@value #CHECK_EVERY}th a look at all buckets. Values are finite.
 */
public final class Adwin implements DriftDetector {
  /*
   * A. Bifet and R. Gavalda, Learning from Time-Changing Data with Adaptive Windowing, SDM 2007,
   * ADWIN2: buckets of 2^level values, at most five of a level; the two oldest of a full level are
   * merged into one of the next. Mean and variance of the window are folded from the buckets at
   * each check, oldest first; nothing is subtracted when a bucket goes. The cut's bound is the
   * paper's for large windows, with the harmonic sizes less the minimum, as in the reference
   * implementation.
   */

  /** The default risk of a false cut. */
  public static final double DEFAULT_DELTA = 0.002;

  private static final int FORMAT = 1;
  private static final int BUCKETS_PER_LEVEL = 5;
  private static final int CHECK_EVERY = 32;
  private static final int MIN_WINDOW = 10;
  private static final int MIN_PART = 5;

  private final double delta;

  /** Buckets by level, the oldest of each first; a higher level is older. */
  private final List<Deque<Bucket>> levels = new ArrayList<>();

  private long seen;

  /** So many values, their mean and the sum of their squared deviations from it. */
  private record Bucket(long count, double mean, double squares) {
    private static final Bucket EMPTY = new Bucket(0, 0, 0);

    private Bucket with(Bucket other) {
      if (count == 0) {
        return other;
      }
      long all = count + other.count;
      double difference = other.mean - mean;
      return new Bucket(
          all,
          mean + difference * other.count / all,
          squares + other.squares + difference * difference * ((double) count * other.count / all));
    }
  }

  /** A detector of {@link #DEFAULT_DELTA}. */
  public Adwin() {
    this(DEFAULT_DELTA);
  }

  /**
   * A detector.
   *
   * @param delta the risk of a false cut, above 0 and below 1
   */
  public Adwin(double delta) {
    if (!(delta > 0 && delta < 1)) {
      throw new IllegalArgumentException(
          "delta must be > 0 and < 1, was " + delta + ": it is a risk, as 0.002");
    }
    this.delta = delta;
  }

  /** A detector as {@link #write} wrote it. */
  public static Adwin read(DataInput in) throws IOException {
    Formats.check(in, FORMAT, "ADWIN");
    Adwin detector = new Adwin(in.readDouble());
    detector.seen = in.readLong();
    int levels = in.readUnsignedByte();
    for (int level = 0; level < levels; level++) {
      Deque<Bucket> buckets = detector.level(level);
      int size = in.readUnsignedByte();
      for (int i = 0; i < size; i++) {
        buckets.addLast(new Bucket(1L << level, in.readDouble(), in.readDouble()));
      }
    }
    return detector;
  }

  @Override
  public boolean add(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value must be finite, was " + value);
    }
    insert(new Bucket(1, value, 0));
    seen++;
    if (seen % CHECK_EVERY != 0) {
      return false;
    }
    double before = window().mean();
    boolean hasShrunk = false;
    while (isCut()) {
      dropOldest();
      hasShrunk = true;
    }
    return hasShrunk && window().mean() > before;
  }

  /** How many values the window holds. */
  public long width() {
    return window().count();
  }

  /** The mean of the window; 0 where it is empty. */
  public double mean() {
    return window().mean();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeDouble(delta);
    out.writeLong(seen);
    out.writeByte(levels.size());
    for (Deque<Bucket> buckets : levels) {
      out.writeByte(buckets.size());
      for (Bucket bucket : buckets) {
        out.writeDouble(bucket.mean());
        out.writeDouble(bucket.squares());
      }
    }
  }

  private Deque<Bucket> level(int number) {
    while (levels.size() <= number) {
      levels.add(new ArrayDeque<>(BUCKETS_PER_LEVEL + 1));
    }
    return levels.get(number);
  }

  private void insert(Bucket bucket) {
    Bucket next = bucket;
    for (int number = 0; next.count() > 0; number++) {
      Deque<Bucket> buckets = level(number);
      buckets.addLast(next);
      next =
          buckets.size() > BUCKETS_PER_LEVEL
              ? buckets.removeFirst().with(buckets.removeFirst())
              : Bucket.EMPTY;
    }
  }

  /** All buckets, the oldest first. */
  private List<Bucket> oldestFirst() {
    List<Bucket> all = new ArrayList<>();
    for (int number = levels.size() - 1; number >= 0; number--) {
      all.addAll(levels.get(number));
    }
    return all;
  }

  private Bucket window() {
    return oldestFirst().stream().reduce(Bucket.EMPTY, Bucket::with);
  }

  /** True if the window falls into two parts whose means differ. */
  private boolean isCut() {
    List<Bucket> buckets = oldestFirst();
    Bucket whole = window();
    if (whole.count() <= MIN_WINDOW) {
      return false;
    }
    double total = whole.mean() * whole.count();
    double confidence = Math.log(2 * Math.log((double) whole.count()) / delta);
    double variance = whole.squares() / whole.count();
    Bucket older = Bucket.EMPTY;
    for (Bucket bucket : buckets.subList(0, buckets.size() - 1)) {
      older = older.with(bucket);
      long olderCount = older.count();
      long newerCount = whole.count() - olderCount;
      if (olderCount > MIN_PART + 1 && newerCount > MIN_PART + 1) {
        double newerMean = (total - older.mean() * olderCount) / newerCount;
        double harmonic = 1.0 / (olderCount - MIN_PART + 1) + 1.0 / (newerCount - MIN_PART + 1);
        double allowed =
            Math.sqrt(2 * harmonic * variance * confidence) + 2.0 / 3 * confidence * harmonic;
        if (Math.abs(older.mean() - newerMean) > allowed) {
          return true;
        }
      }
    }
    return false;
  }

  private void dropOldest() {
    for (int number = levels.size() - 1; number >= 0; number--) {
      if (!levels.get(number).isEmpty()) {
        levels.get(number).removeFirst();
        return;
      }
    }
  }
}
