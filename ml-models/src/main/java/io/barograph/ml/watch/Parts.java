package io.barograph.ml.watch;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Parts of what is kept that can be skipped where they are not understood any more. */
final class Parts {
  private static final int LIKELY = 1_024;

  /** What writes one. */
  interface Part {
    void write(DataOutput out) throws IOException;
  }

  /** What is written, by one thread: it takes no lock for each byte. */
  private static final class Bytes extends OutputStream {
    private byte[] bytes = new byte[LIKELY];
    private int size;

    @Override
    public void write(int one) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * size);
      }
      bytes[size++] = (byte) one;
    }

    @Override
    public void write(byte[] more, int from, int length) {
      if (size + length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(size + length, 2 * size));
      }
      System.arraycopy(more, from, bytes, size, length);
      size += length;
    }

    void writeTo(DataOutput out) throws IOException {
      out.writeInt(size);
      out.write(bytes, 0, size);
    }
  }

  private Parts() {}

  static void write(Part part, DataOutput out) throws IOException {
    Bytes bytes = new Bytes();
    part.write(new DataOutputStream(bytes));
    bytes.writeTo(out);
  }

  static byte[] read(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  static DataInput stream(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
