package io.barograph.core.service;

import java.time.Duration;

/** What the policies of services require. */
final class Bounds {
  private static final Duration MAX_SPAN = Duration.ofDays(400);

  private Bounds() {}

  static void requireBetween(String name, int least, int most, int value) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, was %d".formatted(name, least, most, value));
    }
  }

  static void requireSpan(String name, Duration value) {
    if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(MAX_SPAN) > 0) {
      throw new IllegalArgumentException(
          "%s must be 1 s to %d days, was %s".formatted(name, MAX_SPAN.toDays(), value));
    }
  }

  static void requireAtLeast(String name, String other, Duration least, Duration value) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "%s must be >= %s, %s, was %s".formatted(name, other, least, value));
    }
  }

  static void requireThreshold(String name, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "%s must be over 0 and at most 1 h, was %s".formatted(name, value));
    }
  }

  static void requireWeight(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s must be finite and >= 0, was %s".formatted(name, value));
    }
  }

  /** A span as it stands in the label {@code window}: {@code 1h}, {@code 7d}, {@code 90s}. */
  static String label(Duration span) {
    long seconds = span.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
