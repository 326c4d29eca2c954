package io.barograph.cep.chain;

import io.barograph.core.alert.Priority;
import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.bytes.Texts;
import io.barograph.core.pattern.ChainKey;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.StateSource;
import io.barograph.core.pattern.TaggedChange;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** State changes and chains as bytes, on the way and in state. */
final class ChainBytes {
  private ChainBytes() {}

  static void write(StateChange change, DataOutput out) throws IOException {
    Texts.write(change.id(), out);
    Texts.write(change.source().name(), out);
    LabelsBytes.write(change.labels(), out);
    out.writeLong(change.time());
    out.writeBoolean(change.isFiring());
    Texts.write(change.priority().name(), out);
  }

  static StateChange readChange(DataInput in) throws IOException {
    return new StateChange(
        Texts.read(in),
        StateSource.valueOf(Texts.read(in)),
        LabelsBytes.read(in),
        in.readLong(),
        in.readBoolean(),
        Priority.valueOf(Texts.read(in)));
  }

  static void write(ChainKey key, DataOutput out) throws IOException {
    Texts.write(key.pack(), out);
    Texts.write(key.pattern(), out);
    out.writeLong(key.digest());
    Texts.write(key.kind(), out);
    out.writeByte(key.length());
    out.writeLong(key.withinMillis());
    out.writeLong(key.absentMillis());
    LabelsBytes.write(key.labels(), out);
    out.writeShort(key.annotations().size());
    for (var annotation : key.annotations().entrySet()) {
      Texts.write(annotation.getKey(), out);
      Texts.write(annotation.getValue(), out);
    }
  }

  static ChainKey readKey(DataInput in) throws IOException {
    return new ChainKey(
        Texts.read(in),
        Texts.read(in),
        in.readLong(),
        Texts.read(in),
        in.readByte(),
        in.readLong(),
        in.readLong(),
        LabelsBytes.read(in),
        readAnnotations(in));
  }

  private static SortedMap<String, String> readAnnotations(DataInput in) throws IOException {
    SortedMap<String, String> annotations = new TreeMap<>();
    for (int count = in.readUnsignedShort(); count > 0; count--) {
      annotations.put(Texts.read(in), Texts.read(in));
    }
    return annotations;
  }

  static void write(TaggedChange tagged, DataOutput out) throws IOException {
    write(tagged.key(), out);
    write(tagged.change(), out);
    out.writeByte(tagged.stages());
    out.writeBoolean(tagged.isAbsent());
    out.writeBoolean(tagged.isRecovery());
  }

  static TaggedChange readTagged(DataInput in) throws IOException {
    return new TaggedChange(
        readKey(in), readChange(in), in.readByte(), in.readBoolean(), in.readBoolean());
  }
}
