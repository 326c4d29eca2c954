package io.barograph.core.template;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The methods that templates can call on times and durations. */
final class TimeMethods {
  private static final double NANOS = 1e9;
  private static final double MAX_NANOS = 0x1p63;
  private static final List<Parameter> NONE = List.of();

  private TimeMethods() {}

  /** The method of that name, or null. */
  static TemplateFunction of(Object receiver, String name) {
    if (receiver instanceof Duration duration) {
      return ofDuration(duration, name);
    }
    return ofTime(
        receiver instanceof Instant time ? time.atZone(ZoneOffset.UTC) : (ZonedDateTime) receiver,
        name);
  }

  /** The time, in whatever zone it is. */
  static Instant instant(Object time) {
    return time instanceof ZonedDateTime zoned ? zoned.toInstant() : (Instant) time;
  }

  private static TemplateFunction ofTime(ZonedDateTime date, String name) {
    Instant time = date.toInstant();
    return switch (name) {
      case "Add" -> method(name, Parameter.DURATION, in -> time.plus((Duration) in));
      case "Sub" -> method(name, Parameter.TIME, in -> Duration.between(instant(in), time));
      case "After" -> method(name, Parameter.TIME, in -> time.isAfter(instant(in)));
      case "Before" -> method(name, Parameter.TIME, in -> time.isBefore(instant(in)));
      case "Equal" -> method(name, Parameter.TIME, in -> time.equals(instant(in)));
      case "Format" -> method(name, Parameter.STRING, in -> TimeText.format(date, (String) in));
      case "Unix" -> constant(name, time.getEpochSecond());
      case "UnixMilli" -> constant(name, time.toEpochMilli());
      case "UnixNano" -> constant(name, time.getEpochSecond() * 1_000_000_000 + time.getNano());
      case "UTC" -> constant(name, time);
      case "String" -> constant(name, TimeText.format(date, TimeText.DEFAULT_LAYOUT));
      case "Year" -> constant(name, (long) date.getYear());
      case "Month" ->
          constant(name, date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case "Weekday" ->
          constant(name, date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case "Day" -> constant(name, (long) date.getDayOfMonth());
      case "YearDay" -> constant(name, (long) date.getDayOfYear());
      case "Hour" -> constant(name, (long) date.getHour());
      case "Minute" -> constant(name, (long) date.getMinute());
      case "Second" -> constant(name, (long) date.getSecond());
      default -> null;
    };
  }

  private static TemplateFunction ofDuration(Duration duration, String name) {
    return switch (name) {
      case "String" -> constant(name, TimeText.format(duration));
      case "Hours" -> constant(name, duration.toNanos() / 3600e9);
      case "Minutes" -> constant(name, duration.toNanos() / 60e9);
      case "Seconds" -> constant(name, duration.toNanos() / NANOS);
      case "Milliseconds" -> constant(name, duration.toNanos() / 1_000_000);
      case "Microseconds" -> constant(name, duration.toNanos() / 1_000);
      case "Nanoseconds" -> constant(name, duration.toNanos());
      case "Abs" -> constant(name, duration.abs());
      case "Round" -> method(name, Parameter.DURATION, in -> rounded(duration, (Duration) in));
      case "Truncate" -> method(name, Parameter.DURATION, in -> truncated(duration, (Duration) in));
      default -> null;
    };
  }

  private static TemplateFunction constant(String name, Object value) {
    return TemplateFunction.of(name, NONE, (data, in) -> value);
  }

  private static TemplateFunction method(
      String name, Parameter parameter, Function<Object, Object> body) {
    return TemplateFunction.of(
        name,
        List.of(parameter),
        (data, in) -> {
          try {
            return body.apply(in.get(0));
          } catch (DateTimeException | ArithmeticException outOfRange) {
            throw new FailedCallException("time out of range");
          }
        });
  }

  private static Duration truncated(Duration duration, Duration unit) {
    return unit.isNegative() || unit.isZero()
        ? duration
        : Duration.ofNanos(duration.toNanos() - duration.toNanos() % unit.toNanos());
  }

  private static Duration rounded(Duration duration, Duration unit) {
    Duration rest = duration.minus(truncated(duration, unit));
    if (rest.abs().multipliedBy(2).compareTo(unit) < 0 || rest.isZero()) {
      return duration.minus(rest);
    }
    return duration.minus(rest).plus(rest.isNegative() ? unit.negated() : unit);
  }

  /**
   * The time that lies {@code seconds} after the epoch, in whole milliseconds.
   *
   * @throws FailedCallException if it is no time within 64 bits of nanoseconds
   */
  static Instant instant(double seconds) {
    if (!Double.isFinite(seconds)) {
      throw new FailedCallException("value is NaN or Inf");
    }
    double nanos = seconds * NANOS;
    if (Math.abs(nanos) > MAX_NANOS) {
      throw new FailedCallException(
          FloatText.shortest(seconds)
              + " cannot be represented as a nanoseconds timestamp since it overflows int64");
    }
    return Instant.ofEpochMilli((long) nanos / 1_000_000);
  }

  /** The duration of that many seconds, at most 64 bits of nanoseconds. */
  static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * NANOS));
  }
}
