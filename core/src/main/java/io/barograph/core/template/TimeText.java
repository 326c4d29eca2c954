package io.barograph.core.template;

import io.barograph.core.labels.GoQuote;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and durations in text, as Go writes them and as Prometheus reads them. */
final class TimeText {
  /** How a time shows itself. */
  static final String DEFAULT_LAYOUT = "2006-01-02 15:04:05.999999999 -0700 MST";

  /** The parts of a layout, of two that start alike the longer one first. */
  private static final Pattern LAYOUT_PARTS =
      Pattern.compile(
          "January|Jan|Monday|Mon|MST|2006|__2|002|_2|01|02|03|04|05|06|15|PM|pm"
              + "|-07:00:00|-070000|-07:00|-0700|-07|Z07:00:00|Z070000|Z07:00|Z0700|Z07"
              + "|[.,]0+(?![0-9])|[.,]9+(?![0-9])|1|2|3|4|5");

  private static final Pattern DURATION =
      Pattern.compile(
          "(-)?(?:([0-9]+)y)?(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?"
              + "(?:([0-9]+)s)?(?:([0-9]+)ms)?");

  /** Years, weeks, days, hours, minutes, seconds and milliseconds, in milliseconds. */
  private static final List<Long> UNITS =
      List.of(31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L);

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private TimeText() {}

  /** The time in UTC, in one of Go's layouts. */
  static String format(Instant instant, String layout) {
    return format(instant.atZone(ZoneOffset.UTC), layout);
  }

  /** The time in its zone, in one of Go's layouts. */
  static String format(ZonedDateTime time, String layout) {
    Matcher parts = LAYOUT_PARTS.matcher(layout);
    StringBuilder out = new StringBuilder();
    int copied = 0;
    while (parts.find()) {
      out.append(layout, copied, parts.start()).append(part(time, parts.group()));
      copied = parts.end();
    }
    return out.append(layout, copied, layout.length()).toString();
  }

  private static String part(ZonedDateTime time, String part) {
    int hour = (time.getHour() + 11) % 12 + 1;
    return switch (part) {
      case "January" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "Jan" -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case "Monday" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "Mon" -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case "MST" -> zoneName(time);
      case "2006" -> "%04d".formatted(time.getYear());
      case "06" -> "%02d".formatted(time.getYear() % 100);
      case "01" -> "%02d".formatted(time.getMonthValue());
      case "1" -> String.valueOf(time.getMonthValue());
      case "02" -> "%02d".formatted(time.getDayOfMonth());
      case "_2" -> "%2d".formatted(time.getDayOfMonth());
      case "2" -> String.valueOf(time.getDayOfMonth());
      case "002" -> "%03d".formatted(time.getDayOfYear());
      case "__2" -> "%3d".formatted(time.getDayOfYear());
      case "15" -> "%02d".formatted(time.getHour());
      case "03" -> "%02d".formatted(hour);
      case "3" -> String.valueOf(hour);
      case "04" -> "%02d".formatted(time.getMinute());
      case "4" -> String.valueOf(time.getMinute());
      case "05" -> "%02d".formatted(time.getSecond());
      case "5" -> String.valueOf(time.getSecond());
      case "PM" -> time.getHour() < 12 ? "AM" : "PM";
      case "pm" -> time.getHour() < 12 ? "am" : "pm";
      default -> zoneOrFraction(time, part);
    };
  }

  private static String zoneOrFraction(ZonedDateTime time, String part) {
    char first = part.charAt(0);
    int seconds = time.getOffset().getTotalSeconds();
    if (first == 'Z' && seconds == 0) {
      return "Z";
    }
    if (first == '-' || first == 'Z') {
      return offset(part.substring(1), seconds);
    }
    String digits = "%09d".formatted(time.getNano());
    int length = part.length() - 1;
    String fraction = (digits + "0".repeat(length)).substring(0, length);
    if (part.charAt(1) == '9') {
      fraction = fraction.replaceAll("0+$", "");
      return fraction.isEmpty() ? "" : first + fraction;
    }
    return first + fraction;
  }

  private static String zoneName(ZonedDateTime time) {
    return time.getOffset().equals(ZoneOffset.UTC)
        ? "UTC"
        : DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(time);
  }

  /** The distance from UTC in the form of {@code 07:00:00}, {@code 0700} or {@code 07}. */
  private static String offset(String form, int seconds) {
    int distance = Math.abs(seconds);
    String text = "%02d%02d%02d".formatted(distance / 3_600, distance / 60 % 60, distance % 60);
    String digits = text.substring(0, form.replace(":", "").length());
    String shown = form.contains(":") ? String.join(":", digits.split("(?<=\\G..)", -1)) : digits;
    return (seconds < 0 ? "-" : "+") + shown.replaceAll(":$", "");
  }

  /** The duration as {@code 1h30m0s}, {@code 1.5s}, {@code 2ms}. */
  static String format(Duration duration) {
    BigDecimal nanos = BigDecimal.valueOf(duration.toNanos()).abs();
    String sign = duration.isNegative() ? "-" : "";
    if (duration.isZero()) {
      return "0s";
    }
    if (nanos.compareTo(BigDecimal.valueOf(NANOS_PER_SECOND)) < 0) {
      int places = nanos.precision() > 6 ? 6 : nanos.precision() > 3 ? 3 : 0;
      String unit = places == 6 ? "ms" : places == 3 ? "µs" : "ns";
      return sign + decimal(nanos.movePointLeft(places)) + unit;
    }
    long seconds = nanos.longValue() / NANOS_PER_SECOND;
    BigDecimal rest = nanos.movePointLeft(9).subtract(BigDecimal.valueOf(seconds / 60 * 60));
    String hours = seconds >= 3_600 ? seconds / 3_600 + "h" : "";
    String minutes = seconds >= 60 ? seconds / 60 % 60 + "m" : "";
    return sign + hours + minutes + decimal(rest) + "s";
  }

  private static String decimal(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /**
   * The seconds of a duration that Prometheus writes: {@code 1h30m}, {@code -5m}, {@code 0}.
   *
   * @throws FailedCallException if the text writes none
   */
  static double parseDuration(String text) {
    if (text.equals("0")) {
      return 0;
    }
    if (text.isEmpty()) {
      throw new FailedCallException("empty duration string");
    }
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches() || text.equals("-")) {
      throw new FailedCallException("not a valid duration string: " + GoQuote.quote(text));
    }
    long millis = 0;
    try {
      for (int unit = 0; unit < UNITS.size(); unit++) {
        String number = matcher.group(unit + 2);
        if (number != null) {
          millis =
              Math.addExact(millis, Math.multiplyExact(Long.parseLong(number), UNITS.get(unit)));
        }
      }
      Math.multiplyExact(millis, 1_000_000L);
    } catch (NumberFormatException | ArithmeticException tooLong) {
      throw new FailedCallException("duration out of range");
    }
    return (matcher.group(1) == null ? millis : -millis) / 1e3;
  }
}
