package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What the network of {@link Lstm} keeps of a series: its hidden and its cell state. */
final class LstmMemory {
  /** How many numbers each half has. */
  static final int HIDDEN = 40;

  private static final int MOST_HIDDEN = 4_096;

  private final float[] hidden;
  private final float[] cell;

  private LstmMemory(float[] hidden, float[] cell) {
    this.hidden = hidden;
    this.cell = cell;
  }

  /** Of a series that was not seen. */
  static LstmMemory empty() {
    return new LstmMemory(new float[HIDDEN], new float[HIDDEN]);
  }

  /**
   * What was kept by the network {@code model}; nothing where another has written it.
   *
   * @param model the first digits of its hash
   */
  static LstmMemory read(long model, DataInput in) throws IOException {
    long written = in.readLong();
    int count = in.readInt();
    if (count < 1 || count > MOST_HIDDEN) {
      throw new IOException(
          "what a network remembers must have 1 to %d numbers, had %d: it was written by a later"
                  .formatted(MOST_HIDDEN, count)
              + " release, let it learn anew");
    }
    LstmMemory read = new LstmMemory(floats(count, in), floats(count, in));
    return written == model && count == HIDDEN ? read : empty();
  }

  private static float[] floats(int count, DataInput in) throws IOException {
    float[] read = new float[count];
    for (int i = 0; i < count; i++) {
      read[i] = in.readFloat();
    }
    return read;
  }

  void write(long model, DataOutput out) throws IOException {
    out.writeLong(model);
    out.writeInt(HIDDEN);
    write(hidden, out);
    write(cell, out);
  }

  private static void write(float[] half, DataOutput out) throws IOException {
    for (float number : half) {
      out.writeFloat(number);
    }
  }

  /** The hidden state itself, {@link #HIDDEN} numbers. */
  float[] hidden() {
    return hidden;
  }

  /** The cell state itself, {@link #HIDDEN} numbers. */
  float[] cell() {
    return cell;
  }
}
