package io.barograph.core.route;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Recurring times: those at which every field holds; a field holds if one of its spans does, or if
 * it has none.
 *
 * @param times of the day
 * @param weekdays 0 is Sunday, 6 Saturday
 * @param daysOfMonth 1 to 31, or from the end, -1 the last, to -31; cut to the month
 * @param months 1 to 12
 * @param years any
 * @param zone whose calendar counts
 */
public record TimeInterval(
    List<MinuteSpan> times,
    List<Span> weekdays,
    List<Span> daysOfMonth,
    List<Span> months,
    List<Span> years,
    ZoneId zone)
    implements Serializable {
  /** The minute at which a day ends. */
  public static final int MINUTES_OF_DAY = 1440;

  /**
   * A span of a day.
   *
   * @param begin the first minute, 0 to 1439
   * @param end the minute behind the last, to 1440
   */
  public record MinuteSpan(int begin, int end) implements Serializable {
    /** Checks that it lies in one day. */
    public MinuteSpan {
      if (begin < 0 || end > MINUTES_OF_DAY || begin >= end) {
        throw new IllegalArgumentException(
            "a span of a day must begin before it ends and lie in one day, was %d to %d minutes"
                .formatted(begin, end));
      }
    }
  }

  /**
   * Days, months or years.
   *
   * @param begin the first
   * @param end the last, inclusive
   */
  public record Span(int begin, int end) implements Serializable {
    boolean contains(int number) {
      return number >= begin && number <= end;
    }
  }

  /** Copies the lists. */
  public TimeInterval {
    times = List.copyOf(times);
    weekdays = List.copyOf(weekdays);
    daysOfMonth = List.copyOf(daysOfMonth);
    months = List.copyOf(months);
    years = List.copyOf(years);
  }

  /** True if an instant, in milliseconds since the epoch, lies in it. */
  public boolean contains(long at) {
    ZonedDateTime time = Instant.ofEpochMilli(at).atZone(zone);
    return containsTime(60 * time.getHour() + time.getMinute())
        && any(weekdays, time.getDayOfWeek().getValue() % 7)
        && containsDay(time.getDayOfMonth(), time.toLocalDate().lengthOfMonth())
        && any(months, time.getMonthValue())
        && any(years, time.getYear());
  }

  private boolean containsTime(int minute) {
    return times.isEmpty()
        || times.stream().anyMatch(span -> minute >= span.begin && minute < span.end);
  }

  private boolean containsDay(int day, int lastDay) {
    return daysOfMonth.isEmpty()
        || daysOfMonth.stream()
            .anyMatch(
                span -> day >= ofMonth(span.begin, lastDay) && day <= ofMonth(span.end, lastDay));
  }

  private static int ofMonth(int day, int lastDay) {
    return day < 0 ? lastDay + day + 1 : day;
  }

  private static boolean any(List<Span> spans, int number) {
    return spans.isEmpty() || spans.stream().anyMatch(span -> span.contains(number));
  }
}
