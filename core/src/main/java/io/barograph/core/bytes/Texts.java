package io.barograph.core.bytes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** Texts as their length in bytes and UTF-8, without the 64 KiB bound of {@code writeUTF}. */
public final class Texts {
  private Texts() {}

  /** Writes {@code text}. */
  public static void write(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads what {@link #write} wrote. */
  public static String read(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Writes a map in the order of its keys. */
  public static void writeMap(SortedMap<String, String> map, DataOutput out) throws IOException {
    out.writeInt(map.size());
    for (var entry : map.entrySet()) {
      write(entry.getKey(), out);
      write(entry.getValue(), out);
    }
  }

  /** Reads what {@link #writeMap} wrote. */
  public static SortedMap<String, String> readMap(DataInput in) throws IOException {
    SortedMap<String, String> map = new TreeMap<>();
    for (int entries = in.readInt(); entries > 0; entries--) {
      map.put(read(in), read(in));
    }
    return map;
  }
}
