package io.barograph.core.notify;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Parts of a state that a test keeps. */
public final class PartsInMemory implements Parts {
  private final Map<String, byte[]> parts = new TreeMap<>();

  @Override
  public void keep(String name, Writing part) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    part.to(new DataOutputStream(bytes));
    parts.put(name, bytes.toByteArray());
  }

  @Override
  public void forget(String name) {
    parts.remove(name);
  }

  /** Keeps nothing any more whose name begins so. */
  public void forgetAll(String prefix) {
    parts.keySet().removeIf(name -> name.startsWith(prefix));
  }

  /** Lets a new dispatcher read all that is kept. */
  public void readInto(Dispatcher dispatcher) throws IOException {
    for (byte[] part : parts.values()) {
      dispatcher.readPart(new DataInputStream(new ByteArrayInputStream(part)));
    }
  }

  /** Keeps nothing any more. */
  public void clear() {
    parts.clear();
  }

  /** True if nothing is kept. */
  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** How many bytes are kept. */
  public int bytes() {
    return parts.values().stream().mapToInt(part -> part.length).sum();
  }

  @Override
  public String toString() {
    return "parts " + parts.keySet();
  }
}
