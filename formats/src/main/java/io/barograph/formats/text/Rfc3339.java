package io.barograph.formats.text;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Times of RFC 3339, such as {@code 2026-01-02T03:04:05.678+01:00}, and milliseconds since the
 * epoch.
 *
 * <p>A fraction has 1 to 9 digits, of which those past the millisecond are dropped. The zone is
 * required. {@code T} and {@code Z} may be written small, as the standard says; the second 60 is
 * refused, since no epoch time stands for it.
 */
public final class Rfc3339 {
  /** Stands for text that is no such time. */
  public static final long INVALID = Long.MIN_VALUE;

  private static final int SHORTEST = "2026-01-02T03:04:05Z".length();
  private static final int MILLIS_PER_DAY = 86_400_000;
  private static final byte[] TEMPLATE =
      "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.ISO_8859_1);
  private static final DateTimeFormatter UTC_MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Rfc3339() {}

  /** The time in UTC with milliseconds: {@code 2026-01-02T03:04:05.678Z}. */
  public static String format(long epochMillis) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epochMillis, MILLIS_PER_DAY));
    if (date.getYear() < 0 || date.getYear() > 9999) {
      return UTC_MILLIS.format(Instant.ofEpochMilli(epochMillis));
    }
    int millis = Math.floorMod(epochMillis, MILLIS_PER_DAY);
    byte[] text = TEMPLATE.clone();
    digits(text, 0, 4, date.getYear());
    digits(text, 5, 2, date.getMonthValue());
    digits(text, 8, 2, date.getDayOfMonth());
    digits(text, 11, 2, millis / 3_600_000);
    digits(text, 14, 2, millis / 60_000 % 60);
    digits(text, 17, 2, millis / 1_000 % 60);
    digits(text, 20, 3, millis % 1_000);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /**
   * Milliseconds since the epoch of the time in {@code [from, to)}, or {@link #INVALID}; negative
   * before 1970.
   */
  public static long parse(byte[] bytes, int from, int to) {
    if (to - from < SHORTEST
        || bytes[from + 4] != '-'
        || bytes[from + 7] != '-'
        || (bytes[from + 10] | 0x20) != 't'
        || bytes[from + 13] != ':'
        || bytes[from + 16] != ':') {
      return INVALID;
    }
    int century = twoDigits(bytes, from);
    int yearOfCentury = twoDigits(bytes, from + 2);
    int month = twoDigits(bytes, from + 5);
    int day = twoDigits(bytes, from + 8);
    int hour = twoDigits(bytes, from + 11);
    int minute = twoDigits(bytes, from + 14);
    int second = twoDigits(bytes, from + 17);
    if ((century | yearOfCentury | month | day | hour | minute | second) < 0) {
      return INVALID;
    }
    int year = 100 * century + yearOfCentury;
    if (month < 1
        || month > 12
        || day < 1
        || day > daysOfMonth(year, month)
        || hour > 23
        || minute > 59
        || second > 59) {
      return INVALID;
    }
    long millis =
        daysSinceEpoch(year, month, day) * MILLIS_PER_DAY
            + ((hour * 60L + minute) * 60 + second) * 1_000;
    return withFractionAndZone(millis, bytes, from + 19, to);
  }

  private static void digits(byte[] text, int at, int count, int number) {
    int rest = number;
    for (int i = at + count - 1; i >= at; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static long withFractionAndZone(long seconds, byte[] bytes, int from, int to) {
    long millis = seconds;
    int i = from;
    if (bytes[i] == '.') {
      int scale = 100;
      int first = ++i;
      for (; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
        millis += (long) (bytes[i] - '0') * scale;
        scale /= 10;
      }
      if (i == first || i - first > 9 || i == to) {
        return INVALID;
      }
    }
    if ((bytes[i] | 0x20) == 'z') {
      return i + 1 == to ? millis : INVALID;
    }
    if (i + 6 != to || bytes[i + 3] != ':' || (bytes[i] != '+' && bytes[i] != '-')) {
      return INVALID;
    }
    int hours = twoDigits(bytes, i + 1);
    int minutes = twoDigits(bytes, i + 4);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return INVALID;
    }
    long offset = (hours * 60L + minutes) * 60_000;
    return bytes[i] == '+' ? millis - offset : millis + offset;
  }

  private static int twoDigits(byte[] bytes, int at) {
    int tens = bytes[at] - '0';
    int ones = bytes[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : 10 * tens + ones;
  }

  private static int daysOfMonth(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /*
   * Days of the proleptic Gregorian calendar: the year starts in March, so that the leap day is its
   * last and the months before it have lengths that one linear formula gives.
   */
  private static long daysSinceEpoch(int year, int month, int day) {
    long marchYear = month > 2 ? year : year - 1;
    long marchMonth = month > 2 ? month - 3 : month + 9;
    long leapDays =
        Math.floorDiv(marchYear, 4) - Math.floorDiv(marchYear, 100) + Math.floorDiv(marchYear, 400);
    return 365 * marchYear + leapDays + (153 * marchMonth + 2) / 5 + day - 1 - 719_468;
  }
}
