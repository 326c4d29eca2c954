package io.barograph.jobs.rules;

import io.barograph.core.bytes.Texts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Changes of rules as bytes, on the way and in state. */
final class RuleChangeBytes {
  private static final byte VERSION = 2;

  private RuleChangeBytes() {}

  static void write(RuleChange change, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(change.number());
    out.writeLong(change.effectiveFrom());
    out.writeLong(change.samplesAfter());
    Texts.write(change.pack(), out);
    out.writeBoolean(change.isTrial());
    PackTextBytes.write(change.live(), out);
    PackTextBytes.write(change.shadow(), out);
  }

  static RuleChange read(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("a change of rules of version %d is not known".formatted(version));
    }
    return new RuleChange(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        Texts.read(in),
        in.readBoolean(),
        PackTextBytes.read(in),
        PackTextBytes.read(in));
  }
}
