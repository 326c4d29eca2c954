package io.barograph.core.template;

import java.util.List;

/** Numbers as people read them, to four digits. */
final class Humanize {
  private static final List<String> GREAT = List.of("k", "M", "G", "T", "P", "E", "Z", "Y");
  private static final List<String> SMALL = List.of("m", "u", "n", "p", "f", "a", "z", "y");
  private static final List<String> BINARY =
      List.of("ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi");

  private Humanize() {}

  /** With the prefixes of the SI: {@code 1.235M}, {@code 120m}. */
  static String si(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return digits(value);
    }
    return Math.abs(value) >= 1 ? scaledDown(value, 1_000, GREAT) : scaledUp(value);
  }

  /** With the prefixes of powers of 1024: {@code 1.177Mi}. */
  static String binary(double value) {
    boolean plain = Math.abs(value) <= 1 || !Double.isFinite(value);
    return plain ? digits(value) : scaledDown(value, 1_024, BINARY);
  }

  /** Seconds, from days down to fractions: {@code 1d 1h 0m 0s}, {@code 123.5ms}. */
  static String seconds(double value) {
    if (!Double.isFinite(value)) {
      return digits(value);
    }
    double magnitude = Math.abs(value);
    if (value == 0) {
      return digits(value) + "s";
    }
    if (magnitude < 1) {
      return scaledUp(value) + "s";
    }
    String sign = value < 0 ? "-" : "";
    long seconds = (long) magnitude;
    long days = seconds / 86_400;
    long hours = seconds / 3_600 % 24;
    long minutes = seconds / 60 % 60;
    if (days != 0) {
      return "%s%dd %dh %dm %ds".formatted(sign, days, hours, minutes, seconds % 60);
    }
    if (hours != 0) {
      return "%s%dh %dm %ds".formatted(sign, hours, minutes, seconds % 60);
    }
    if (minutes != 0) {
      return "%s%dm %ds".formatted(sign, minutes, seconds % 60);
    }
    return sign + digits(magnitude) + "s";
  }

  /** A ratio in percent: {@code 12.35%}. */
  static String percentage(double value) {
    return digits(value * 100) + "%";
  }

  /** Seconds since the epoch as a time in UTC. */
  static String timestamp(double value) {
    return Double.isFinite(value)
        ? TimeText.format(TimeMethods.instant(value), TimeText.DEFAULT_LAYOUT)
        : digits(value);
  }

  private static String scaledDown(double value, double base, List<String> prefixes) {
    double scaled = value;
    String prefix = "";
    for (String next : prefixes) {
      if (Math.abs(scaled) < base) {
        break;
      }
      prefix = next;
      scaled /= base;
    }
    return digits(scaled) + prefix;
  }

  private static String scaledUp(double value) {
    double scaled = value;
    String prefix = "";
    for (String next : SMALL) {
      if (Math.abs(scaled) >= 1) {
        break;
      }
      prefix = next;
      scaled *= 1_000;
    }
    return digits(scaled) + prefix;
  }

  private static String digits(double value) {
    return FloatText.format(value, 'g', 4);
  }
}
