package io.barograph.core.bytes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Runs of floats as {@code writeFloat} would write one after the other, in one piece: a thousand of
 * them take a tenth of the time.
 */
public final class Floats {
  private Floats() {}

  /** Writes {@code count} values from a place on. */
  public static void write(float[] values, int from, int count, DataOutput out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES);
    bytes.asFloatBuffer().put(values, from, count);
    out.write(bytes.array());
  }

  /** Reads {@code count} values to a place on. */
  public static void read(float[] values, int from, int count, DataInput in) throws IOException {
    byte[] bytes = new byte[count * Float.BYTES];
    in.readFully(bytes);
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values, from, count);
  }
}
