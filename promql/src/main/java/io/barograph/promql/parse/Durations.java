package io.barograph.promql.parse;

import java.time.Duration;
import java.util.List;

/**
 * Durations as Prometheus writes them: {@code 1h30m}, units from years to milliseconds, each at
 * most once and the greater before the smaller; {@code 0} needs no unit.
 *
 * <p>A year is 365 days, a day 24 hours. The range is 0 to about 292 years.
 */
public final class Durations {
  private record Unit(String name, long millis) {}

  private static final List<Unit> UNITS =
      List.of(
          new Unit("y", 365 * 86_400_000L),
          new Unit("w", 7 * 86_400_000L),
          new Unit("d", 86_400_000L),
          new Unit("h", 3_600_000L),
          new Unit("m", 60_000L),
          new Unit("s", 1_000L),
          new Unit("ms", 1L));

  /** The longest duration, the greatest number of nanoseconds in 64 bits, in milliseconds. */
  private static final long MAX_MILLIS = Long.MAX_VALUE / 1_000_000;

  private Durations() {}

  /**
   * The duration that {@code text} writes.
   *
   * @throws IllegalArgumentException with Prometheus's message if it writes none
   */
  public static Duration parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty duration string");
    }
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    long millis = 0;
    int greatestUnit = 0;
    for (int i = 0; i < text.length(); ) {
      int digitsEnd = skip(text, i, true);
      int unitEnd = skip(text, digitsEnd, false);
      if (digitsEnd == i || unitEnd == digitsEnd || digitsEnd - i > 19) {
        throw invalid(text);
      }
      int unit = indexOf(text.substring(digitsEnd, unitEnd));
      if (unit < 0) {
        throw new IllegalArgumentException(
            "unknown unit %s in duration %s"
                .formatted(GoText.quote(text.substring(digitsEnd, unitEnd)), GoText.quote(text)));
      }
      if (unit < greatestUnit) {
        throw invalid(text);
      }
      greatestUnit = unit + 1;
      long number = parseNumber(text.substring(i, digitsEnd));
      if (number > (MAX_MILLIS - millis) / UNITS.get(unit).millis()) {
        throw new IllegalArgumentException("duration out of range");
      }
      millis += number * UNITS.get(unit).millis();
      i = unitEnd;
    }
    return Duration.ofMillis(millis);
  }

  /**
   * The shortest text of a duration: {@code 0s}, {@code 90m} as {@code 1h30m}; years, weeks and
   * days only where they leave no rest.
   */
  public static String format(Duration duration) {
    long rest = duration.toMillis();
    if (rest == 0) {
      return "0s";
    }
    if (rest < 0) {
      return "-" + format(duration.negated());
    }
    StringBuilder text = new StringBuilder();
    for (Unit unit : UNITS) {
      boolean wholeOnly = unit.millis() >= 86_400_000L;
      if (rest >= unit.millis() && (!wholeOnly || rest % unit.millis() == 0)) {
        text.append(rest / unit.millis()).append(unit.name());
        rest %= unit.millis();
      }
    }
    return text.toString();
  }

  private static int skip(String text, int from, boolean digits) {
    int i = from;
    while (i < text.length() && (text.charAt(i) >= '0' && text.charAt(i) <= '9') == digits) {
      i++;
    }
    return i;
  }

  private static int indexOf(String unit) {
    for (int i = 0; i < UNITS.size(); i++) {
      if (UNITS.get(i).name().equals(unit)) {
        return i;
      }
    }
    return -1;
  }

  private static long parseNumber(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException tooGreat) {
      return Long.MAX_VALUE;
    }
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException("not a valid duration string: " + GoText.quote(text));
  }
}
