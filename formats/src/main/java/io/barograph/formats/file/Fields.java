package io.barograph.formats.file;

import io.barograph.formats.decode.EventTime;
import io.barograph.formats.text.DoubleText;
import io.barograph.formats.text.Rfc3339;
import java.nio.charset.StandardCharsets;

/** Fields of text formats. */
final class Fields {
  /** Stands for text that is no time. */
  static final long NO_TIME = Rfc3339.INVALID;

  private static final int MAX_SHOWN = 80;
  private static final int MAX_MILLIS_DIGITS = 15;

  private Fields() {}

  /** A fault of one line, told by its message. */
  static final class BadField extends Exception {
    BadField(String field, String expected, String value) {
      super(
          "%s: %s, was \"%s\""
              .formatted(
                  field,
                  expected,
                  value.length() <= MAX_SHOWN ? value : value.substring(0, MAX_SHOWN) + "..."),
          null,
          false,
          false);
    }
  }

  /** A number as Prometheus writes it. */
  static double number(String field, String text) throws BadField {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long bits = DoubleText.parseBits(bytes, 0, bytes.length);
    if (bits == DoubleText.INVALID) {
      throw new BadField(field, "must be a number, NaN, +Inf or -Inf", text);
    }
    return Double.longBitsToDouble(bits);
  }

  /** A time: RFC 3339, or whole milliseconds since the epoch. */
  static long time(String field, String text) throws BadField {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long time = time(bytes, 0, bytes.length);
    if (time == NO_TIME) {
      throw new BadField(
          field, "must be a time such as 2026-01-02T03:04:05Z, or milliseconds", text);
    }
    return time;
  }

  /** The same of bytes in {@code [from, to)}; {@link #NO_TIME} if they are no such time. */
  static long time(byte[] bytes, int from, int to) {
    long millis = wholeMillis(bytes, from, to);
    long time = millis == NO_TIME ? Rfc3339.parse(bytes, from, to) : millis;
    return EventTime.isValid(time) ? time : NO_TIME;
  }

  /** A time in seconds since the epoch, with a fraction or without. */
  static long seconds(String field, String text) throws BadField {
    long time = ofSeconds(number(field, text));
    if (time == NO_TIME) {
      throw new BadField(field, "must be seconds since 1970", text);
    }
    return time;
  }

  /** The same of bytes in {@code [from, to)}; {@link #NO_TIME} if they are no such time. */
  static long seconds(byte[] bytes, int from, int to) {
    long bits = DoubleText.parseBits(bytes, from, to);
    return bits == DoubleText.INVALID ? NO_TIME : ofSeconds(Double.longBitsToDouble(bits));
  }

  private static long ofSeconds(double seconds) {
    double millis = seconds * 1_000;
    return millis >= 0 && millis <= EventTime.MAX ? Math.round(millis) : NO_TIME;
  }

  private static long wholeMillis(byte[] bytes, int from, int to) {
    if (from == to || to - from > MAX_MILLIS_DIGITS) {
      return NO_TIME;
    }
    long millis = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return NO_TIME;
      }
      millis = 10 * millis + bytes[i] - '0';
    }
    return millis;
  }
}
