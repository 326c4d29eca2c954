package io.barograph.jobs.types;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.labels.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes and reads label sets as {@link LabelsBytes} does, byte for byte, and remembers those that
 * it has met lately: a set that comes again is neither encoded nor made anew. Not thread-safe.
 */
public final class LabelsMemory {
  /** A set takes the place of another with the same place in the table. */
  private static final int PLACES = 1 << 12;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

  private Known[] written;
  private Known[] read;
  private byte[] buffer = new byte[256];
  private int length;

  private static final class Known {
    final Labels labels;
    final byte[] bytes;

    Known(Labels labels, byte[] bytes) {
      this.labels = labels;
      this.bytes = bytes;
    }
  }

  /** Writes {@code labels}. */
  public void write(Labels labels, DataOutput out) throws IOException {
    if (written == null) {
      written = new Known[PLACES];
    }
    int place = place(labels.fingerprint() * MULTIPLIER);
    Known known = written[place];
    if (known == null || !known.labels.equals(labels)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      LabelsBytes.write(labels, new DataOutputStream(bytes));
      known = new Known(labels, bytes.toByteArray());
      written[place] = known;
    }
    out.write(known.bytes);
  }

  /** Reads what {@link #write} or {@link LabelsBytes#write} wrote. */
  public Labels read(DataInput in) throws IOException {
    if (read == null) {
      read = new Known[PLACES];
    }
    take(in);
    int place = place(hash());
    Known known = read[place];
    if (known == null || !Arrays.equals(known.bytes, 0, known.bytes.length, buffer, 0, length)) {
      byte[] bytes = Arrays.copyOf(buffer, length);
      known =
          new Known(LabelsBytes.read(new DataInputStream(new ByteArrayInputStream(bytes))), bytes);
      read[place] = known;
    }
    return known.labels;
  }

  /** Takes the bytes of one label set into the buffer. */
  private void take(DataInput in) throws IOException {
    int pairs = in.readUnsignedShort();
    buffer[0] = (byte) (pairs >> Byte.SIZE);
    buffer[1] = (byte) pairs;
    length = Short.BYTES;
    for (int text = 0; text < 2 * pairs; text++) {
      int size = in.readInt();
      reserve(Integer.BYTES + size);
      for (int shift = 24; shift >= 0; shift -= Byte.SIZE) {
        buffer[length++] = (byte) (size >> shift);
      }
      in.readFully(buffer, length, size);
      length += size;
    }
  }

  private void reserve(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
    }
  }

  private long hash() {
    long hash = length;
    int at = 0;
    for (; at + Long.BYTES <= length; at += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(buffer, at)) * MULTIPLIER;
      hash ^= hash >>> 32;
    }
    for (; at < length; at++) {
      hash = (hash ^ buffer[at]) * MULTIPLIER;
    }
    return hash;
  }

  private static int place(long hash) {
    return (int) (hash >>> (Long.SIZE - Integer.numberOfTrailingZeros(PLACES)));
  }
}
