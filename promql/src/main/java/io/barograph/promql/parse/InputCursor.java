package io.barograph.promql.parse;

/** The characters of a query and how far they have been read. Not thread-safe. */
final class InputCursor {
  /** What {@link #next} answers behind the last byte. */
  static final int END = -1;

  private final byte[] input;

  /** The first byte of the token being read. */
  private int start;

  /** The next byte to read. */
  private int position;

  /** The width of the character read last, in bytes. */
  private int width;

  InputCursor(byte[] input) {
    this.input = input;
  }

  /** Starts a token at the next character. */
  void start() {
    start = position;
  }

  /** What has been read of the token. */
  String text() {
    return GoText.decode(input, start, position);
  }

  /** Where what has been read of the token stands. */
  PositionRange range() {
    return new PositionRange(start, position);
  }

  /** From the start of the token to the end of the query. */
  PositionRange rest() {
    return new PositionRange(start, input.length);
  }

  /** Reads the next character. */
  int next() {
    if (position >= input.length) {
      width = 0;
      return END;
    }
    long decoded = GoText.decodeAt(input, position, input.length);
    width = (int) (decoded >>> 32);
    position += width;
    return (int) decoded;
  }

  /** Takes back the character read last. */
  void back() {
    position -= width;
  }

  /** The next character, which stays unread. */
  int peek() {
    if (position >= input.length) {
      return END;
    }
    return (int) GoText.decodeAt(input, position, input.length);
  }

  /** The next character that is no space, which stays unread. */
  int peekPastSpace() {
    int i = position;
    while (i < input.length && isSpace(input[i])) {
      i++;
    }
    return i < input.length ? input[i] : END;
  }

  /** Reads the next character if it is that one. */
  boolean accept(char expected) {
    if (peek() != expected) {
      return false;
    }
    next();
    return true;
  }

  /** Reads the next character if it is one of those. */
  boolean acceptAny(String expected) {
    int c = peek();
    if (c == END || expected.indexOf(c) < 0) {
      return false;
    }
    next();
    return true;
  }

  static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(int c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isWordCharacter(int c) {
    return isLetter(c) || isDigit(c);
  }
}
