package io.barograph.core.bytes;

import io.barograph.core.labels.Labels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Label sets as one block of bytes: the number of pairs, then names and values in UTF-8. */
public final class LabelsBytes {
  private LabelsBytes() {}

  /** Writes {@code labels}. */
  public static void write(Labels labels, DataOutput out) throws IOException {
    out.writeShort(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      Texts.write(labels.name(i), out);
      Texts.write(labels.value(i), out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Labels read(DataInput in) throws IOException {
    Labels.Builder builder = Labels.builder();
    for (int pairs = in.readUnsignedShort(); pairs > 0; pairs--) {
      builder.add(Texts.read(in), Texts.read(in));
    }
    return builder.build();
  }
}
