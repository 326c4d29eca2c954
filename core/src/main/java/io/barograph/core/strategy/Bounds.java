package io.barograph.core.strategy;

import java.time.Duration;
import java.util.List;

/** What the policies of strategies require. */
final class Bounds {
  private static final int MAX_WINDOWS = 8;
  private static final Duration MAX_SPAN = Duration.ofDays(3_650);

  private Bounds() {}

  static void requireAtLeast(String name, long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException("%s must be >= %d, was %d".formatted(name, least, value));
    }
  }

  static void requireSpan(String name, Duration value) {
    if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(MAX_SPAN) > 0) {
      throw new IllegalArgumentException(
          "%s must be 1 s to %d days, was %s".formatted(name, MAX_SPAN.toDays(), value));
    }
  }

  static void requireFew(String name, List<?> windows) {
    if (windows.size() > MAX_WINDOWS) {
      throw new IllegalArgumentException(
          "%s must be %d at most, were %d".formatted(name, MAX_WINDOWS, windows.size()));
    }
    if (windows.stream().distinct().count() < windows.size()) {
      throw new IllegalArgumentException("%s must differ, were %s".formatted(name, windows));
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
