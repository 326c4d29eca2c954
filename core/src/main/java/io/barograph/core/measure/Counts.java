package io.barograph.core.measure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Counts as measures write them, in as few bytes as they need: one below 128, nine at most. */
public final class Counts {
  private static final int BITS = 7;
  private static final int LOW = 0x7f;
  private static final int MORE = 0x80;
  private static final int SIGN = 63;

  private Counts() {}

  /** Writes a count, at least 0, seven bits at a time, the lowest first. */
  public static void write(DataOutput out, long count) throws IOException {
    long left = count;
    for (; left > LOW; left >>>= BITS) {
      out.writeByte((int) (left & LOW) | MORE);
    }
    out.writeByte((int) left);
  }

  /** Reads what {@link #write} wrote. */
  public static long read(DataInput in) throws IOException {
    long count = 0;
    for (int shift = 0; ; shift += BITS) {
      int next = in.readUnsignedByte();
      count |= (long) (next & LOW) << shift;
      if (next < MORE) {
        return count;
      }
    }
  }

  /** Writes a difference, which may be below 0: one byte from -64 to 63, ten at most. */
  public static void writeSigned(DataOutput out, long difference) throws IOException {
    long folded = (difference << 1) ^ (difference >> SIGN);
    for (; (folded >>> BITS) != 0; folded >>>= BITS) {
      out.writeByte((int) (folded & LOW) | MORE);
    }
    out.writeByte((int) folded);
  }

  /** Reads what {@link #writeSigned} wrote. */
  public static long readSigned(DataInput in) throws IOException {
    long folded = read(in);
    return (folded >>> 1) ^ -(folded & 1);
  }

  /** Reads the version that was written, which must be {@code known}. */
  public static void requireVersion(int known, DataInput in, String what) throws IOException {
    int read = in.readUnsignedByte();
    if (read != known) {
      throw new IOException(
          "%s must be of version %d, was %d: it was written by another release"
              .formatted(what, known, read));
    }
  }
}
