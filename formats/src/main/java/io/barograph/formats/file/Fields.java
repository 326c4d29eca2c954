package io.barograph.formats.file;

import io.barograph.formats.decode.EventTime;
import io.barograph.formats.text.DoubleText;
import io.barograph.formats.text.Rfc3339;
import java.nio.charset.StandardCharsets;

/** Fields of text formats. */
final class Fields {
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
    long time = digitsOnly(bytes) ? Long.parseLong(text) : Rfc3339.parse(bytes, 0, bytes.length);
    if (!EventTime.isValid(time)) {
      throw new BadField(
          field, "must be a time such as 2026-01-02T03:04:05Z, or milliseconds", text);
    }
    return time;
  }

  /** A time in seconds since the epoch, with a fraction or without. */
  static long seconds(String field, String text) throws BadField {
    double millis = number(field, text) * 1_000;
    if (!(millis >= 0 && millis <= EventTime.MAX)) {
      throw new BadField(field, "must be seconds since 1970", text);
    }
    return Math.round(millis);
  }

  private static boolean digitsOnly(byte[] bytes) {
    for (byte one : bytes) {
      if (one < '0' || one > '9') {
        return false;
      }
    }
    return bytes.length > 0 && bytes.length <= MAX_MILLIS_DIGITS;
  }
}
