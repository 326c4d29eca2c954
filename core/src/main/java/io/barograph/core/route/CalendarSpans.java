package io.barograph.core.route;

import io.barograph.core.route.TimeInterval.MinuteSpan;
import io.barograph.core.route.TimeInterval.Span;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * Spans of times, days, months and years as Alertmanager writes them: one, or two with a colon
 * between. What is written otherwise is an {@link IllegalArgumentException} that says how.
 */
public final class CalendarSpans {
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]|24:00");
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,9}");

  private static final List<String> WEEKDAYS =
      List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");

  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  private CalendarSpans() {}

  /** From {@code 22:00} to {@code 24:00}. */
  public static MinuteSpan time(String start, String end) {
    if (start.isEmpty() || end.isEmpty()) {
      throw new IllegalArgumentException("must have both start_time and end_time");
    }
    if (minute(start) >= minute(end)) {
      throw new IllegalArgumentException(
          "must end after it starts, was %s to %s: write what passes midnight as two"
              .formatted(start, end));
    }
    return new MinuteSpan(minute(start), minute(end));
  }

  /** {@code monday:friday}; Sunday is 0. */
  public static Span weekdays(String text) {
    return ascending(
        text,
        span(
            text,
            name -> {
              if (!WEEKDAYS.contains(name)) {
                throw new IllegalArgumentException(
                    "must be a day of the week, as monday, was \"%s\"".formatted(name));
              }
              return WEEKDAYS.indexOf(name);
            }));
  }

  /** The name of a day of the week; Sunday is 0. */
  static String weekday(int day) {
    return WEEKDAYS.get(day);
  }

  /** {@code 1:7}, or from the end of the month {@code -1}. */
  public static Span daysOfMonth(String text) {
    Span span = span(text, day -> number(day, "a day of the month, as 1 or -1"));
    checkDay(span.begin());
    checkDay(span.end());
    if (span.begin() < 0 && span.end() > 0) {
      throw new IllegalArgumentException(
          "must end with a negative day where it begins with one, was \"%s\"".formatted(text));
    }
    /* Whether the first of the month comes before the last of it depends on the month: only what
     * is in the wrong order in the shortest one is refused. */
    ascending(text, new Span(inShortestMonth(span.begin()), inShortestMonth(span.end())));
    return span;
  }

  /** {@code january:march}, or {@code 1:3}. */
  public static Span months(String text) {
    return ascending(
        text,
        span(
            text,
            name -> {
              int month =
                  MONTHS.contains(name)
                      ? MONTHS.indexOf(name) + 1
                      : number(name, "a month, as march or 3");
              if (month < 1 || month > 12) {
                throw new IllegalArgumentException("must be a month, 1 to 12, was " + month);
              }
              return month;
            }));
  }

  /** {@code 2026:2027}. */
  public static Span years(String text) {
    return ascending(text, span(text, year -> number(year, "a year, as 2026")));
  }

  private static Span span(String text, ToIntFunction<String> member) {
    String[] ends = text.toLowerCase(Locale.ROOT).split(":", -1);
    if (ends.length > 2) {
      throw new IllegalArgumentException(
          "must be one or two with a colon between, was \"%s\"".formatted(text));
    }
    return new Span(member.applyAsInt(ends[0]), member.applyAsInt(ends[ends.length - 1]));
  }

  private static Span ascending(String text, Span span) {
    if (span.begin() > span.end()) {
      throw new IllegalArgumentException(
          "must not end before it begins, was \"%s\"".formatted(text));
    }
    return span;
  }

  private static int number(String text, String what) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("must be %s, was \"%s\"".formatted(what, text));
    }
    return Integer.parseInt(text);
  }

  private static void checkDay(int day) {
    if (day == 0 || day < -31 || day > 31) {
      throw new IllegalArgumentException(
          "must be a day of the month, 1 to 31 or -31 to -1, was " + day);
    }
  }

  private static int inShortestMonth(int day) {
    return day < 0 ? 28 + day : day;
  }

  private static int minute(String time) {
    if (!TIME.matcher(time).matches()) {
      throw new IllegalArgumentException(
          "must be a time, 00:00 to 24:00, was \"%s\"".formatted(time));
    }
    return 60 * Integer.parseInt(time.substring(0, 2)) + Integer.parseInt(time.substring(3));
  }
}
