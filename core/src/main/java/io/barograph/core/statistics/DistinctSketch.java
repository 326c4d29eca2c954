package io.barograph.core.statistics;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How many different texts there are among many, in little memory: an UltraLogLog (Ertl, VLDB
 * 2024). Sketches of one precision merge without further error, and it does not matter how often
 * and in which order a text comes.
 *
 * <p>A sketch of precision p takes 2^p bytes and is off by a standard error of 0.78 / sqrt(2^p):
 * 2.4 % at 10. Up to 2^p / 8 texts are told apart one by one and counted exactly, in 8 bytes each;
 * a text is known by a hash of 64 bits, from which it cannot be read. Not thread-safe.
 */
public final class DistinctSketch {
  /** The least precision. */
  public static final int MIN_PRECISION = 6;

  /** The greatest precision. */
  public static final int MAX_PRECISION = 12;

  /** What is written in place of the number of a few. */
  private static final int SKETCHED = -1;

  private final int precision;

  /** The hashes of a few texts, ascending. */
  private long[] few = new long[2];

  private int fewCount;

  /** All of the texts; null as long as they are a few. */
  private UltraLogLog sketch;

  /**
   * A sketch of nothing.
   *
   * @param precision {@value #MIN_PRECISION} to {@value #MAX_PRECISION}
   */
  public DistinctSketch(int precision) {
    if (precision < MIN_PRECISION || precision > MAX_PRECISION) {
      throw new IllegalArgumentException(
          "precision must be %d to %d, was %d".formatted(MIN_PRECISION, MAX_PRECISION, precision));
    }
    this.precision = precision;
  }

  /** By what a text is known: the same wherever and whenever it is asked. */
  public static long hashOf(String text) {
    return Hashing.komihash5_0().hashCharsToLong(text);
  }

  /** The most bytes that a sketch of a precision writes. */
  public static int maxBytes(int precision) {
    return (1 << precision) + 2;
  }

  /** Adds a text, by its {@link #hashOf}. */
  public void add(long hash) {
    if (sketch != null) {
      sketch.add(hash);
      return;
    }
    int place = Arrays.binarySearch(few, 0, fewCount, hash);
    if (place >= 0) {
      return;
    }
    if (fewCount == mostOfFew()) {
      sketched().add(hash);
      return;
    }
    if (fewCount == few.length) {
      few = Arrays.copyOf(few, Math.min(2 * fewCount, mostOfFew()));
    }
    int at = -place - 1;
    System.arraycopy(few, at, few, at + 1, fewCount - at);
    few[at] = hash;
    fewCount++;
  }

  private int mostOfFew() {
    return (1 << precision) / Long.BYTES;
  }

  private UltraLogLog sketched() {
    if (sketch == null) {
      sketch = UltraLogLog.create(precision);
      for (int i = 0; i < fewCount; i++) {
        sketch.add(few[i]);
      }
      few = new long[0];
      fewCount = 0;
    }
    return sketch;
  }

  /** Adds the texts of {@code other}, of the same precision, which stays as it is. */
  public void merge(DistinctSketch other) {
    if (other.precision != precision) {
      throw new IllegalArgumentException(
          "precision must be %d, was %d".formatted(precision, other.precision));
    }
    if (other.sketch != null) {
      sketched().add(other.sketch);
      return;
    }
    for (int i = 0; i < other.fewCount; i++) {
      add(other.few[i]);
    }
  }

  /** How many different texts there are, a whole number; exact for a few. */
  public double count() {
    return sketch == null ? fewCount : Math.rint(sketch.getDistinctCountEstimate());
  }

  /** Writes all of it but its precision. */
  public void write(DataOutput out) throws IOException {
    out.writeShort(sketch == null ? fewCount : SKETCHED);
    for (int i = 0; i < fewCount; i++) {
      out.writeLong(few[i]);
    }
    if (sketch != null) {
      out.write(sketch.getState());
    }
  }

  /** Reads what {@link #write} wrote of a sketch of {@code precision}. */
  public static DistinctSketch read(DataInput in, int precision) throws IOException {
    DistinctSketch read = new DistinctSketch(precision);
    int fewCount = in.readShort();
    if (fewCount == SKETCHED) {
      byte[] state = new byte[1 << precision];
      in.readFully(state);
      read.few = new long[0];
      read.sketch = UltraLogLog.wrap(state);
      return read;
    }
    read.few = new long[Math.max(2, fewCount)];
    for (; read.fewCount < fewCount; read.fewCount++) {
      read.few[read.fewCount] = in.readLong();
    }
    return read;
  }
}
