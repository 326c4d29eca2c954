package io.barograph.formats.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a stream as ranges of bytes, without their ends, in bounded memory.
 *
 * <p>A line that is longer than {@value #MAX_LENGTH} bytes is passed by and said to be too long.
 */
final class Lines {
  /** The most bytes of a line. */
  static final int MAX_LENGTH = 1 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int filled;
  private int next;
  private int from;
  private int to;
  private long number;
  private boolean tooLong;
  private boolean ended;

  Lines(InputStream in) {
    this.in = in;
  }

  /** Goes on to the next line; false if there is none. */
  boolean next() throws IOException {
    from = next;
    tooLong = false;
    int scanned = from;
    while (true) {
      int end = indexOfEnd(scanned);
      if (end >= 0) {
        to = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
        next = end + 1;
        number++;
        return true;
      }
      if (filled - from > MAX_LENGTH) {
        tooLong = true;
        filled = from;
      }
      int read = fill();
      scanned = filled - read;
      if (ended) {
        to = filled;
        next = filled;
        if (from == to && !tooLong) {
          return false;
        }
        number++;
        return true;
      }
    }
  }

  byte[] bytes() {
    return buffer;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** The number of the line, from 1. */
  long number() {
    return number;
  }

  boolean isTooLong() {
    return tooLong;
  }

  boolean isBlank() {
    for (int i = from; i < to; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t') {
        return false;
      }
    }
    return !tooLong;
  }

  private int indexOfEnd(int start) {
    for (int i = start; i < filled; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Reads on behind the present line, which moves to the front; returns how much has come. */
  private int fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, filled - from);
      filled -= from;
      from = 0;
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      ended = true;
      return 0;
    }
    filled += read;
    return read;
  }
}
