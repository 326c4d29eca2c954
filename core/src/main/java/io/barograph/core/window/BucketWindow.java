package io.barograph.core.window;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * A window over positions on a line, which moves on by a bucket at a time.
 *
 * <p>Positions are times in milliseconds, or the ordinals of records for a window by count. A
 * bucket holds the positions {@code (end - width, end]}, its ends multiples of its width; up to a
 * position that is such an end the window covers its whole span, up to another one at least the
 * span less a bucket's width. A record that came late counts in its own bucket, after those that
 * are there, or nowhere once the bucket is behind the window.
 *
 * <p>To add costs one look-up, to merge as many merges as there are buckets. Not thread-safe.
 *
 * @param <S> what a bucket keeps
 */
public final class BucketWindow<S extends Summary<S>> {
  /** The most buckets of a window. */
  public static final int MAX_BUCKETS = 64;

  private final long width;
  private final int buckets;
  private final Supplier<S> nothing;

  /** What the bucket of number n keeps lies at n modulo the number of buckets; null is nothing. */
  private final List<S> kept;

  /** The number of the newest bucket: its end, in widths. */
  private long newest = Long.MIN_VALUE;

  /**
   * A window without records.
   *
   * @param width of a bucket, at least 1
   * @param buckets 1 to {@value #MAX_BUCKETS}
   * @param nothing makes what is kept of no records
   */
  public BucketWindow(long width, int buckets, Supplier<S> nothing) {
    if (width < 1) {
      throw new IllegalArgumentException("width of a bucket must be >= 1, was " + width);
    }
    if (buckets < 1 || buckets > MAX_BUCKETS) {
      throw new IllegalArgumentException(
          "buckets must be 1 to %d, was %d".formatted(MAX_BUCKETS, buckets));
    }
    this.width = width;
    this.buckets = buckets;
    this.nothing = nothing;
    this.kept = new ArrayList<>(Collections.nCopies(buckets, null));
  }

  /** The window of {@code span} with the finest buckets of which at most {@code most} cover it. */
  public static <S extends Summary<S>> BucketWindow<S> spanning(
      long span, int most, Supplier<S> nothing) {
    long width = -Math.floorDiv(-span, most);
    return new BucketWindow<>(width, (int) -Math.floorDiv(-span, width), nothing);
  }

  /**
   * The bucket that a record belongs to, for it to be added there.
   *
   * @return null if the bucket is behind the window
   */
  public S at(long position) {
    long number = numberOf(position);
    if (number > newest) {
      moveTo(number);
    } else if (number <= newest - buckets) {
      return null;
    }
    int place = placeOf(number);
    S bucket = kept.get(place);
    if (bucket == null) {
      bucket = nothing.get();
      kept.set(place, bucket);
    }
    return bucket;
  }

  /** Merges what lies in the window that ends at {@code position}, of which nothing is later. */
  public S upTo(long position) {
    return upTo(position, buckets);
  }

  /** The same of the last {@code most} buckets alone. */
  public S upTo(long position, int most) {
    S merged = nothing.get();
    long last = numberOf(position);
    for (long number = last - Math.min(most, buckets) + 1; number <= last; number++) {
      S bucket = bucket(number);
      if (bucket != null) {
        merged.merge(bucket);
      }
    }
    return merged;
  }

  /** How much of the line the window that ends at {@code position} covers. */
  public long covered(long position) {
    return (buckets - 1) * width + position - (numberOf(position) - 1) * width;
  }

  /** True if nothing lies in the window that ends at {@code position}, nor behind its end. */
  public boolean isEmpty(long position) {
    return newest == Long.MIN_VALUE || newest <= numberOf(position) - buckets;
  }

  /** Forgets everything. */
  public void clear() {
    Collections.fill(kept, null);
    newest = Long.MIN_VALUE;
  }

  /** Writes all of it but its shape. */
  public void write(DataOutput out) throws IOException {
    out.writeLong(newest);
    if (newest == Long.MIN_VALUE) {
      return;
    }
    for (long number = newest - buckets + 1; number <= newest; number++) {
      S bucket = bucket(number);
      out.writeBoolean(bucket != null);
      if (bucket != null) {
        bucket.write(out);
      }
    }
  }

  /** Reads into this window, of the same shape and empty, what {@link #write} wrote. */
  public void read(DataInput in, Reader<S> reader) throws IOException {
    newest = in.readLong();
    if (newest == Long.MIN_VALUE) {
      return;
    }
    for (long number = newest - buckets + 1; number <= newest; number++) {
      kept.set(placeOf(number), in.readBoolean() ? reader.read(in) : null);
    }
  }

  /**
   * Reads what a summary wrote.
   *
   * @param <S> the summary
   */
  @FunctionalInterface
  public interface Reader<S> {
    /** The summary that comes next. */
    S read(DataInput in) throws IOException;
  }

  private void moveTo(long number) {
    long oldest = newest == Long.MIN_VALUE ? number : Math.max(newest + 1, number - buckets + 1);
    for (long gone = oldest; gone <= number; gone++) {
      kept.set(placeOf(gone), null);
    }
    newest = number;
  }

  private S bucket(long number) {
    return number > newest || number <= newest - buckets ? null : kept.get(placeOf(number));
  }

  private long numberOf(long position) {
    return -Math.floorDiv(-position, width);
  }

  private int placeOf(long number) {
    return Math.floorMod(number, buckets);
  }
}
