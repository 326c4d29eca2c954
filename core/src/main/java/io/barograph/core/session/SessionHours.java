package io.barograph.core.session;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The times of trading of one session, by the wall clock: {@code 09:00-11:30,12:30-15:00}, or
 * {@code 17:00-1-16:00} for one that opens on the evening before.
 *
 * @param spans ascending, at least one
 */
record SessionHours(List<Span> spans) {
  private static final int CLOCK = 5;

  /**
   * An open and a close, minutes after the midnight with which the session's date begins; an open
   * on the day before is 24 hours less.
   */
  record Span(int open, int close) {
    long openAt(LocalDate day, ZoneId zone) {
      return at(open, day, zone);
    }

    long closeAt(LocalDate day, ZoneId zone) {
      return at(close, day, zone);
    }

    private static long at(int minutes, LocalDate day, ZoneId zone) {
      int days = Math.floorDiv(minutes, 1_440);
      LocalTime clock = LocalTime.ofSecondOfDay(60L * Math.floorMod(minutes, 1_440));
      return day.plusDays(days).atTime(clock).atZone(zone).toInstant().toEpochMilli();
    }
  }

  /** Reads hours; throws {@link IllegalArgumentException} that says what is wrong with them. */
  static SessionHours parse(String text) {
    return new SessionHours(Stream.of(text.split(",", -1)).map(SessionHours::span).toList());
  }

  private static Span span(String text) {
    int dash = text.indexOf('-');
    if (dash == CLOCK && text.length() > CLOCK + 2 && text.charAt(CLOCK + 2) == '-') {
      dash = CLOCK + 2;
    }
    if (dash < 0) {
      throw new IllegalArgumentException("hours must be HH:MM-HH:MM, was \"%s\"".formatted(text));
    }
    return new Span(minutes(text.substring(0, dash)), minutes(text.substring(dash + 1)));
  }

  /** Minutes of {@code HH:MM}, with {@code -1} or {@code +1} behind it for the day. */
  private static int minutes(String text) {
    try {
      String clock = text.substring(0, Math.min(CLOCK, text.length()));
      String days = text.substring(clock.length());
      return LocalTime.parse(clock).toSecondOfDay() / 60
          + 1_440 * (days.isEmpty() ? 0 : Integer.parseInt(days));
    } catch (DateTimeParseException | NumberFormatException invalid) {
      throw new IllegalArgumentException(
          "hours must be HH:MM, -1 behind it for the day before, was \"%s\"".formatted(text),
          invalid);
    }
  }
}
