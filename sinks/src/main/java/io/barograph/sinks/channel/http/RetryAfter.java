package io.barograph.sinks.channel.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The header by which a server says when it may be asked again: seconds, or a date. */
final class RetryAfter {
  private static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();

  private RetryAfter() {}

  /** How long to wait, milliseconds, at most a day; 0 if the text says nothing. */
  static long millis(String text, Instant now) {
    if (text.matches("[0-9]{1,9}")) {
      return Math.min(Long.parseLong(text) * 1_000, LONGEST_MILLIS);
    }
    try {
      Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Math.max(0, Math.min(Duration.between(now, at).toMillis(), LONGEST_MILLIS));
    } catch (DateTimeException | ArithmeticException noDate) {
      return 0;
    }
  }
}
