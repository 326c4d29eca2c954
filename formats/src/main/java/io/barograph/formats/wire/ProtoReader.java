package io.barograph.formats.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A cursor over a protobuf message in a byte array, which copies nothing.
 *
 * <p>A message is read field by field: {@link #next} moves to a field and {@link #tag} says which,
 * then exactly one of the reading methods or {@link #skip} passes by its value. An embedded message
 * is read between {@link #enter} and {@link #leave}. Groups, which no format here has, are refused.
 * Not thread-safe.
 */
public final class ProtoReader {
  public static final int VARINT = 0;
  public static final int FIXED64 = 1;
  public static final int LENGTH_DELIMITED = 2;
  public static final int FIXED32 = 5;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int position;
  private int limit;
  private int tag;

  /** A reader of nothing. */
  public ProtoReader() {
    reset(new byte[0], 0, 0);
  }

  /** Starts over with the message in {@code [from, to)}. */
  public void reset(byte[] newBytes, int from, int to) {
    bytes = newBytes;
    position = from;
    limit = to;
    tag = 0;
  }

  /** A tag: a field's number and the wire type of its value. */
  public static int tag(int field, int wireType) {
    return (field << 3) | wireType;
  }

  /** Moves to the next field of the message; false at its end. */
  public boolean next() throws WireException {
    if (position == limit) {
      return false;
    }
    int b = bytes[position];
    if (b > 0) {
      position++;
      tag = b;
    } else {
      long wide = varint();
      if (wide < 0 || wide > 0xFFFF_FFFFL) {
        throw new WireException("field number out of range at byte " + position);
      }
      tag = (int) wide;
    }
    if (tag >>> 3 == 0) {
      throw new WireException("field number 0 at byte " + position);
    }
    return true;
  }

  /** The tag of the present field. */
  public int tag() {
    return tag;
  }

  /** The number of the present field. */
  public int field() {
    return tag >>> 3;
  }

  /** The wire type of the present field. */
  public int wireType() {
    return tag & 7;
  }

  /** The array that the message lies in. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the next byte is read. */
  public int position() {
    return position;
  }

  /** The bytes from the position to the end of the present message. */
  public int remaining() {
    return limit - position;
  }

  /** Reads a varint of up to 64 bits. */
  public long varint() throws WireException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position == limit) {
        throw truncated();
      }
      byte b = bytes[position++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new WireException("varint of more than 10 bytes at byte " + position);
  }

  /** Reads 8 bytes, the lowest first. */
  public long fixed64() throws WireException {
    require(Long.BYTES);
    long value = (long) LONG.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  /** Reads 4 bytes, the lowest first. */
  public int fixed32() throws WireException {
    require(Integer.BYTES);
    int value = (int) INT.get(bytes, position);
    position += Integer.BYTES;
    return value;
  }

  /** Reads the length of a length-delimited value, which then stands at {@link #position}. */
  public int length() throws WireException {
    if (position < limit && bytes[position] >= 0 && bytes[position] < limit - position) {
      return bytes[position++];
    }
    long length = varint();
    if (length < 0 || length > limit - position) {
      throw truncated();
    }
    return (int) length;
  }

  /** Passes by {@code length} bytes of a value whose length was read. */
  public void advance(int length) throws WireException {
    require(length);
    position += length;
  }

  /** Passes by a length-delimited value and returns where it starts; it ends at the position. */
  public int passBytes() throws WireException {
    int length = length();
    int from = position;
    position += length;
    return from;
  }

  /** Goes into an embedded message; the result is for {@link #leave}. */
  public int enter() throws WireException {
    int length = length();
    int outer = limit;
    limit = position + length;
    return outer;
  }

  /** Goes on behind the embedded message, wherever it was left. */
  public void leave(int outer) {
    position = limit;
    limit = outer;
  }

  /** Goes back to where a field of the present message starts. */
  public void rewind(int fieldFrom) {
    position = fieldFrom;
  }

  /** Passes by the value of the present field. */
  public void skip() throws WireException {
    switch (wireType()) {
      case VARINT -> varint();
      case FIXED64 -> advance(Long.BYTES);
      case LENGTH_DELIMITED -> advance(length());
      case FIXED32 -> advance(Integer.BYTES);
      default ->
          throw new WireException(
              "wire type %d of field %d at byte %d".formatted(wireType(), field(), position));
    }
  }

  private void require(int length) throws WireException {
    if (length > limit - position) {
      throw truncated();
    }
  }

  private WireException truncated() {
    return new WireException(
        "message ends within field %d at byte %d".formatted(field(), position));
  }
}
