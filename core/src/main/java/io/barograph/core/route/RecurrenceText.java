package io.barograph.core.route;

import io.barograph.core.route.TimeInterval.MinuteSpan;
import io.barograph.core.route.TimeInterval.Span;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * A recurring interval as one line: {@code saturday,sunday 22:00-24:00 zone=Asia/Shanghai}. Its
 * words, each of which may be left out, are weekdays, times of the day, {@code days=1:7} of the
 * month, {@code months=march}, {@code years=2026:2027} and {@code zone=}; several values stand with
 * commas between, a span of them with a colon.
 */
public final class RecurrenceText {
  /** The longest text that is read, characters. */
  private static final int MAX_LENGTH = 512;

  private RecurrenceText() {}

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException naming the word, and what is wrong with it
   */
  public static TimeInterval parse(String text) {
    if (text.isBlank() || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "must say when, such as \"saturday 22:00-24:00\", in at most %d characters"
              .formatted(MAX_LENGTH));
    }
    List<MinuteSpan> times = new ArrayList<>();
    List<Span> weekdays = new ArrayList<>();
    List<Span> days = new ArrayList<>();
    List<Span> months = new ArrayList<>();
    List<Span> years = new ArrayList<>();
    ZoneId zone = ZoneOffset.UTC;
    for (String word : text.strip().split("\\s+", -1)) {
      String value = word.substring(word.indexOf('=') + 1);
      switch (word.substring(0, word.length() - value.length())) {
        case "days=" -> days.addAll(list(value, CalendarSpans::daysOfMonth));
        case "months=" -> months.addAll(list(value, CalendarSpans::months));
        case "years=" -> years.addAll(list(value, CalendarSpans::years));
        case "zone=" -> zone = zone(value);
        case "" -> {
          if (Character.isDigit(word.charAt(0))) {
            times.addAll(list(value, RecurrenceText::time));
          } else {
            weekdays.addAll(list(value, CalendarSpans::weekdays));
          }
        }
        default ->
            throw new IllegalArgumentException(
                "knows days=, months=, years= and zone=, was \"%s\"".formatted(word));
      }
    }
    return new TimeInterval(times, weekdays, days, months, years, zone);
  }

  private static <T> List<T> list(String values, Function<String, T> value) {
    return Arrays.stream(values.split(",", -1)).map(value).toList();
  }

  private static MinuteSpan time(String text) {
    String[] ends = text.split("-", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException(
          "must be a time from which and one until which, as 22:00-24:00, was \"%s\""
              .formatted(text));
    }
    return CalendarSpans.time(ends[0], ends[1]);
  }

  private static ZoneId zone(String name) {
    if (!name.equals("UTC") && !ZoneId.getAvailableZoneIds().contains(name)) {
      throw new IllegalArgumentException(
          "must be a time zone, as Asia/Shanghai, was \"%s\"".formatted(name));
    }
    return name.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(name);
  }

  /** The text of an interval, which {@link #parse} reads as the same. */
  public static String of(TimeInterval interval) {
    List<String> words = new ArrayList<>();
    add("", interval.weekdays(), span -> span(span, CalendarSpans::weekday), words);
    add("", interval.times(), RecurrenceText::text, words);
    add("days=", interval.daysOfMonth(), span -> span(span, Integer::toString), words);
    add("months=", interval.months(), span -> span(span, Integer::toString), words);
    add("years=", interval.years(), span -> span(span, Integer::toString), words);
    if (!interval.zone().equals(ZoneOffset.UTC)) {
      words.add("zone=" + interval.zone().getId());
    }
    return words.isEmpty() ? "00:00-24:00" : String.join(" ", words);
  }

  private static <T> void add(
      String name, List<T> values, Function<T, String> text, List<String> words) {
    if (!values.isEmpty()) {
      words.add(name + values.stream().map(text).collect(Collectors.joining(",")));
    }
  }

  private static String span(Span span, IntFunction<String> text) {
    String begin = text.apply(span.begin());
    return span.begin() == span.end() ? begin : begin + ':' + text.apply(span.end());
  }

  private static String text(MinuteSpan span) {
    return minute(span.begin()) + '-' + minute(span.end());
  }

  private static String minute(int minute) {
    return "%02d:%02d".formatted(minute / 60, minute % 60);
  }
}
