package io.barograph.core.service;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Over what windows the queries of a symbol are counted, and what is usual.
 *
 * @param windows spans of event time, {@value #MAX_WINDOWS} at most
 * @param usual the span whose mean rate is the usual one; longer than each window
 * @param minQueries with fewer queries in {@code usual} it is not known what is usual
 * @param minKnown nor before a symbol has been asked for so long; no longer than {@code usual}
 * @param forgetAfter a symbol without a query for so long is forgotten; no shorter than {@code
 *     usual}
 */
public record SymbolPolicy(
    List<Duration> windows, Duration usual, int minQueries, Duration minKnown, Duration forgetAfter)
    implements Serializable {
  /** The most windows. */
  public static final int MAX_WINDOWS = 4;

  /** A minute, five minutes and an hour; a day is usual, of 30 queries and an hour at least. */
  public static final SymbolPolicy DEFAULT =
      new SymbolPolicy(
          List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1)),
          Duration.ofDays(1),
          30,
          Duration.ofHours(1),
          Duration.ofDays(7));

  private static final int MOST_NEEDED = 1_000_000;

  public SymbolPolicy {
    windows = List.copyOf(windows);
    if (windows.size() > MAX_WINDOWS) {
      throw new IllegalArgumentException(
          "windows must be %d at most, were %d".formatted(MAX_WINDOWS, windows.size()));
    }
    if (windows.stream().distinct().count() < windows.size()) {
      throw new IllegalArgumentException("windows must differ, were " + windows);
    }
    Bounds.requireSpan("usual", usual);
    for (Duration window : windows) {
      Bounds.requireSpan("a window", window);
      if (window.compareTo(usual) >= 0) {
        throw new IllegalArgumentException(
            "a window must be < usual, %s, was %s".formatted(usual, window));
      }
    }
    Bounds.requireBetween("minQueries", 1, MOST_NEEDED, minQueries);
    Bounds.requireSpan("minKnown", minKnown);
    Bounds.requireAtLeast("usual", "minKnown", minKnown, usual);
    Bounds.requireSpan("forgetAfter", forgetAfter);
    Bounds.requireAtLeast("forgetAfter", "usual", usual, forgetAfter);
  }
}
