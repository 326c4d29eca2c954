package io.barograph.formats.decode;

import io.barograph.formats.wire.ProtoReader;
import io.barograph.formats.wire.WireException;
import java.util.Arrays;

/**
 * The bytes of all fields of one number in a protobuf message, tags included, as one range: in
 * place where they stand side by side, as every encoder writes them, else copied together. Not
 * thread-safe.
 */
final class FieldRun {
  private byte[] source;
  private int from;
  private int to;
  private byte[] scratch = new byte[0];

  /** Starts over with a message in {@code message}. */
  void begin(byte[] message) {
    source = message;
    from = 0;
    to = 0;
  }

  /**
   * Adds the present field of {@code reader}, whose tag starts at {@code tagFrom}, and passes by
   * its value.
   */
  void add(ProtoReader reader, int tagFrom) throws WireException {
    reader.skip();
    append(tagFrom, reader.position(), reader);
  }

  byte[] bytes() {
    return source;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  boolean isEmpty() {
    return from == to;
  }

  private void append(int tagFrom, int end, ProtoReader reader) {
    if (isEmpty()) {
      from = tagFrom;
      to = end;
    } else if (source != scratch && to == tagFrom) {
      to = end;
    } else {
      gather(reader.bytes(), tagFrom, end);
    }
  }

  private void gather(byte[] message, int tagFrom, int end) {
    int length = to - from;
    byte[] joined =
        scratch.length < length + end - tagFrom ? grow(length + end - tagFrom) : scratch;
    if (source != joined || from != 0) {
      System.arraycopy(source, from, joined, 0, length);
    }
    System.arraycopy(message, tagFrom, joined, length, end - tagFrom);
    scratch = joined;
    source = joined;
    from = 0;
    to = length + end - tagFrom;
  }

  private byte[] grow(int length) {
    return Arrays.copyOf(new byte[0], Math.max(2 * scratch.length, length));
  }
}
