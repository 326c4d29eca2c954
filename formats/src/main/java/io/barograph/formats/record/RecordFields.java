package io.barograph.formats.record;

import io.barograph.formats.decode.EventTime;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.text.DoubleText;
import io.barograph.formats.text.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The fields of one flat business record, by name.
 *
 * <p>A field that is empty or null is a field that is not given. Fields that nobody asks for are no
 * fault: producers send more than a measure needs. Every fault names its field.
 */
public final class RecordFields {
  /** The longest text of a field, in characters. */
  public static final int MAX_TEXT = 1_024;

  private static final int MAX_MILLIS_DIGITS = 15;
  private static final double MAX_SAFE_INTEGER = 0x1p53;

  private final Map<String, String> values;

  /** The fields that a time may stand in; made once for each name that the readers ask for. */
  private record TimeNames(String time, String epoch) {
    private static final Map<String, TimeNames> KNOWN = new ConcurrentHashMap<>();

    static TimeNames of(String name) {
      TimeNames known = KNOWN.get(name);
      return known != null
          ? known
          : KNOWN.computeIfAbsent(name, one -> new TimeNames(one + "_time", one + "_epoch"));
    }
  }

  /** A record of {@code values}, numbers as they stood. */
  RecordFields(Map<String, String> values) {
    this.values = values;
  }

  /** True if the field is given. */
  public boolean has(String field) {
    String value = values.get(field);
    return value != null && !value.isEmpty();
  }

  /** Text that must be given. */
  public String text(String field) throws MalformedRecordException {
    if (!has(field)) {
      throw MalformedRecordException.malformed(field + ": must be given");
    }
    String value = values.get(field);
    if (value.length() > MAX_TEXT) {
      throw MalformedRecordException.tooLarge(field, value.length(), MAX_TEXT);
    }
    return value;
  }

  /** Text, or {@code absent} if it is not given. */
  public String text(String field, String absent) throws MalformedRecordException {
    return has(field) ? text(field) : absent;
  }

  /** The text of what is nested in a field, of any length; empty if it is not given. */
  String nested(String field) {
    return has(field) ? values.get(field) : "";
  }

  /** A finite number that must be given. */
  public double number(String field) throws MalformedRecordException {
    String text = text(field);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long bits = DoubleText.parseBits(bytes, 0, bytes.length);
    double number = Double.longBitsToDouble(bits);
    if (bits == DoubleText.INVALID || !Double.isFinite(number)) {
      throw MalformedRecordException.of(field, text, "must be a finite number");
    }
    return number;
  }

  /** A finite number, or {@code absent} if it is not given. */
  public double number(String field, double absent) throws MalformedRecordException {
    return has(field) ? number(field) : absent;
  }

  /** A whole number up to 2^53 either way that must be given. */
  public long integer(String field) throws MalformedRecordException {
    double number = number(field);
    if (number != Math.rint(number) || Math.abs(number) > MAX_SAFE_INTEGER) {
      throw MalformedRecordException.of(field, values.get(field), "must be a whole number");
    }
    return (long) number;
  }

  /** A whole number, or {@code absent} if it is not given. */
  public long integer(String field, long absent) throws MalformedRecordException {
    return has(field) ? integer(field) : absent;
  }

  /** True if the time is given in one of the two ways of {@link #time(String)}. */
  public boolean hasTime(String name) {
    TimeNames names = TimeNames.of(name);
    return has(names.time()) || has(names.epoch());
  }

  /**
   * A time in milliseconds since the epoch: {@code <name>_time} in RFC 3339 or whole milliseconds,
   * or {@code <name>_epoch} in seconds, with a fraction or without.
   */
  public long time(String name) throws MalformedRecordException {
    TimeNames names = TimeNames.of(name);
    if (!has(names.time()) && has(names.epoch())) {
      return seconds(names.epoch());
    }
    return instant(names.time());
  }

  /** A time in the field of that very name: RFC 3339 or whole milliseconds since the epoch. */
  public long instant(String field) throws MalformedRecordException {
    String text = text(field);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long millis = wholeMillis(bytes);
    if (millis < 0) {
      millis = Rfc3339.parse(bytes, 0, bytes.length);
    }
    if (!EventTime.isValid(millis)) {
      throw MalformedRecordException.of(
          field,
          text,
          "must be a time of RFC 3339 with its zone, or whole milliseconds since the epoch");
    }
    return millis;
  }

  /** A time in the field of that very name: seconds since the epoch. */
  public long seconds(String field) throws MalformedRecordException {
    double millis = number(field) * 1_000;
    if (!(millis >= 0 && millis <= EventTime.MAX)) {
      throw MalformedRecordException.of(
          field, values.get(field), "must be seconds since 1970, before the year 10000");
    }
    return Math.round(millis);
  }

  private static long wholeMillis(byte[] bytes) {
    if (bytes.length > MAX_MILLIS_DIGITS) {
      return -1;
    }
    long millis = 0;
    for (byte digit : bytes) {
      if (digit < '0' || digit > '9') {
        return -1;
      }
      millis = 10 * millis + digit - '0';
    }
    return millis;
  }
}
