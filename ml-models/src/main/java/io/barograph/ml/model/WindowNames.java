package io.barograph.ml.model;

import java.time.Duration;

/** What windows by time are called: {@code 7d}, {@code 12h}, {@code 5m}, {@code 30s}. */
final class WindowNames {
  private WindowNames() {}

  static String of(Duration length) {
    long seconds = length.toSeconds();
    if (!length.equals(Duration.ofSeconds(seconds))) {
      return length.toMillis() + "ms";
    } else if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    } else if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
