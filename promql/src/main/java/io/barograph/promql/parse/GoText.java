package io.barograph.promql.parse;

import io.barograph.core.labels.GoQuote;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text as Go holds and prints it: bytes that are UTF-8 as a rule but not always.
 *
 * <p>Java text stands for such bytes by one mapping throughout: valid UTF-8 is itself, and a byte
 * {@code 0x80} to {@code 0xFF} that is part of no valid sequence is the lone surrogate {@code
 * U+DC80} to {@code U+DCFF}.
 */
final class GoText {
  /** What a decoder answers for bytes that are not UTF-8. */
  static final int INVALID = 0xFFFD;

  private GoText() {}

  /** The bytes for which {@code text} stands. */
  static byte[] encode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 8);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c >= 0xDC80 && c <= 0xDCFF) {
        bytes.write(c & 0xFF);
      } else {
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  /** The text for the bytes {@code [start, end)}. */
  static String decode(byte[] bytes, int start, int end) {
    StringBuilder text = new StringBuilder(end - start);
    for (int i = start; i < end; ) {
      long decoded = decodeAt(bytes, i, end);
      int width = (int) (decoded >>> 32);
      int c = (int) decoded;
      if (c == INVALID && width == 1) {
        text.append((char) (0xDC00 | (bytes[i] & 0xFF)));
      } else {
        text.appendCodePoint(c);
      }
      i += width;
    }
    return text.toString();
  }

  /** The code point at {@code at} and, in the upper 32 bits, how many bytes it takes. */
  static long decodeAt(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return 1L << 32 | first;
    }
    int width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + width > end) {
      return 1L << 32 | INVALID;
    }
    int c = first & (0xFF >>> (width + 1));
    for (int i = 1; i < width; i++) {
      int next = bytes[at + i] & 0xFF;
      if ((next & 0xC0) != 0x80) {
        return 1L << 32 | INVALID;
      }
      c = (c << 6) | (next & 0x3F);
    }
    boolean overlong = (width == 3 && c < 0x800) || (width == 4 && c < 0x10000);
    boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
    if (overlong || surrogate || c > Character.MAX_CODE_POINT) {
      return 1L << 32 | INVALID;
    }
    return (long) width << 32 | c;
  }

  /** The number of bytes for which {@code text} stands. */
  static int utf8Length(String text) {
    return encode(text).length;
  }

  /** The text between double quotes, escaped as Go's {@code %q} does it. */
  static String quote(String text) {
    return GoQuote.quote(text);
  }

  /** The character between single quotes, escaped as Go's {@code %q} does it. */
  static String quote(int character) {
    return GoQuote.quote(character);
  }

  /** The character as Go's {@code %#U} shows it: {@code U+0063 'c'}. */
  static String codePoint(int character) {
    String number = "U+%04X".formatted(character);
    return GoQuote.isPrintable(character)
        ? number + " '" + Character.toString(character) + "'"
        : number;
  }
}
