package io.barograph.cep.chain;

import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.core.pattern.ChainKey;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.StateSource;
import io.barograph.core.pattern.TaggedChange;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** State changes and chains as bytes, on the way and in state. */
final class ChainBytes {
  private ChainBytes() {}

  static void write(StateChange change, DataOutput out) throws IOException {
    write(change.id(), out);
    write(change.source().name(), out);
    write(change.labels(), out);
    out.writeLong(change.time());
    out.writeBoolean(change.isFiring());
    write(change.priority().name(), out);
  }

  static StateChange readChange(DataInput in) throws IOException {
    return new StateChange(
        readText(in),
        StateSource.valueOf(readText(in)),
        readLabels(in),
        in.readLong(),
        in.readBoolean(),
        Priority.valueOf(readText(in)));
  }

  static void write(ChainKey key, DataOutput out) throws IOException {
    write(key.pack(), out);
    write(key.pattern(), out);
    out.writeLong(key.digest());
    write(key.kind(), out);
    out.writeByte(key.length());
    out.writeLong(key.withinMillis());
    out.writeLong(key.absentMillis());
    write(key.labels(), out);
    out.writeShort(key.annotations().size());
    for (var annotation : key.annotations().entrySet()) {
      write(annotation.getKey(), out);
      write(annotation.getValue(), out);
    }
  }

  static ChainKey readKey(DataInput in) throws IOException {
    return new ChainKey(
        readText(in),
        readText(in),
        in.readLong(),
        readText(in),
        in.readByte(),
        in.readLong(),
        in.readLong(),
        readLabels(in),
        readAnnotations(in));
  }

  private static SortedMap<String, String> readAnnotations(DataInput in) throws IOException {
    SortedMap<String, String> annotations = new TreeMap<>();
    for (int count = in.readUnsignedShort(); count > 0; count--) {
      annotations.put(readText(in), readText(in));
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

  private static void write(Labels labels, DataOutput out) throws IOException {
    out.writeShort(labels.size());
    for (int place = 0; place < labels.size(); place++) {
      write(labels.name(place), out);
      write(labels.value(place), out);
    }
  }

  private static Labels readLabels(DataInput in) throws IOException {
    Labels.Builder labels = Labels.builder();
    for (int count = in.readUnsignedShort(); count > 0; count--) {
      labels.add(readText(in), readText(in));
    }
    return labels.build();
  }

  private static void write(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
