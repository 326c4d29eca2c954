package io.barograph.core.service;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is kept by name for as many names as there are slots; a name keeps its slot until it is
 * freed. Not thread-safe.
 *
 * @param <T> what is kept of a name
 */
final class Slots<T> {
  private final List<String> names;
  private final List<T> kept;
  private final Supplier<T> nothing;

  Slots(int slots, Supplier<T> nothing) {
    this.names = new ArrayList<>(Collections.nCopies(slots, ""));
    this.kept = new ArrayList<>(Collections.nCopies(slots, null));
    this.nothing = nothing;
  }

  int size() {
    return names.size();
  }

  /** The slot of a name, which takes the first that is free; below 0 if none is. */
  int slotOf(String name) {
    int slot = names.indexOf(name);
    if (slot >= 0) {
      return slot;
    }
    int free = names.indexOf("");
    if (free >= 0) {
      names.set(free, name);
      kept.set(free, nothing.get());
    }
    return free;
  }

  /** Empty if the slot is free. */
  String name(int slot) {
    return names.get(slot);
  }

  /** Null if the slot is free. */
  T kept(int slot) {
    return kept.get(slot);
  }

  void free(int slot) {
    names.set(slot, "");
    kept.set(slot, null);
  }

  /** Writes what is kept. */
  @FunctionalInterface
  interface Writer<T> {
    void write(T kept, DataOutput out) throws IOException;
  }

  /** Reads into what is kept of a name that is new. */
  @FunctionalInterface
  interface Reader<T> {
    void read(T kept, DataInput in) throws IOException;
  }

  void write(DataOutput out, Writer<T> writer) throws IOException {
    out.writeByte(names.size());
    for (int slot = 0; slot < names.size(); slot++) {
      out.writeUTF(names.get(slot));
      if (kept.get(slot) != null) {
        writer.write(kept.get(slot), out);
      }
    }
  }

  /** Reads what was written; of slots that there are no more it forgets what was kept. */
  void read(DataInput in, Reader<T> reader) throws IOException {
    int written = in.readUnsignedByte();
    for (int slot = 0; slot < written; slot++) {
      String name = in.readUTF();
      if (name.isEmpty()) {
        continue;
      }
      T read = nothing.get();
      reader.read(read, in);
      if (slot < names.size()) {
        names.set(slot, name);
        kept.set(slot, read);
      }
    }
  }
}
