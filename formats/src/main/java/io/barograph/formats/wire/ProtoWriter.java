package io.barograph.formats.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing protobuf message. Fields are written as they are, default values included. Not
 * thread-safe.
 */
public final class ProtoWriter {
  /** Bytes kept free for the length of an embedded message, which is known at its end only. */
  private static final int LENGTH_BYTES = 5;

  private byte[] bytes = new byte[256];
  private int size;

  /** The message so far. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Its length in bytes. */
  public int size() {
    return size;
  }

  /** Empties the message. */
  public ProtoWriter clear() {
    size = 0;
    return this;
  }

  public ProtoWriter varint(int field, long value) {
    rawVarint(ProtoReader.tag(field, ProtoReader.VARINT));
    rawVarint(value);
    return this;
  }

  public ProtoWriter fixed64(int field, long value) {
    rawVarint(ProtoReader.tag(field, ProtoReader.FIXED64));
    raw(value, Long.BYTES);
    return this;
  }

  public ProtoWriter fixed32(int field, int value) {
    rawVarint(ProtoReader.tag(field, ProtoReader.FIXED32));
    raw(value, Integer.BYTES);
    return this;
  }

  public ProtoWriter number(int field, double value) {
    return fixed64(field, Double.doubleToRawLongBits(value));
  }

  public ProtoWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  public ProtoWriter bytes(int field, byte[] value) {
    rawVarint(ProtoReader.tag(field, ProtoReader.LENGTH_DELIMITED));
    rawVarint(value.length);
    ensure(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  /** Begins an embedded message or a packed field; the result is for {@link #end}. */
  public int begin(int field) {
    rawVarint(ProtoReader.tag(field, ProtoReader.LENGTH_DELIMITED));
    ensure(LENGTH_BYTES);
    size += LENGTH_BYTES;
    return size;
  }

  /** Writes an element of a packed field of fixed64 or double. */
  public ProtoWriter packed64(long value) {
    raw(value, Long.BYTES);
    return this;
  }

  /**
   * Ends an embedded message. Its length is written with leading zeros, as a varint may have, where
   * it needs fewer bytes than were kept free.
   */
  public ProtoWriter end(int begin) {
    int length = size - begin;
    for (int i = begin - LENGTH_BYTES; i < begin - 1; i++) {
      bytes[i] = (byte) ((length & 0x7F) | 0x80);
      length >>>= 7;
    }
    bytes[begin - 1] = (byte) length;
    return this;
  }

  private void rawVarint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void raw(long value, int length) {
    ensure(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) (value >>> (8 * i));
    }
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
