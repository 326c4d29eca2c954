package io.barograph.core.service;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Over what windows requests are judged, and what is good.
 *
 * @param windows spans of event time, {@value #MAX_WINDOWS} at most
 * @param minRequests below so many requests a ratio or quantile is no verdict and gives no sample;
 *     the quantile 0.99 needs 100
 * @param apdexThreshold the T of Apdex: who waits so long at most is satisfied
 * @param forgetAfter an endpoint without a request for so long is forgotten; no shorter than the
 *     longest window
 */
public record RequestPolicy(
    List<Duration> windows, int minRequests, Duration apdexThreshold, Duration forgetAfter)
    implements Serializable {
  /** The most windows. */
  public static final int MAX_WINDOWS = 4;

  /** A minute, five minutes and an hour, no verdict on less than 30 requests, and T = 0.5 s. */
  public static final RequestPolicy DEFAULT =
      new RequestPolicy(
          List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1)),
          30,
          Duration.ofMillis(500),
          Duration.ofDays(1));

  private static final int MOST_NEEDED = 1_000_000;

  public RequestPolicy {
    windows = List.copyOf(windows);
    if (windows.size() > MAX_WINDOWS) {
      throw new IllegalArgumentException(
          "windows must be %d at most, were %d".formatted(MAX_WINDOWS, windows.size()));
    }
    if (windows.stream().distinct().count() < windows.size()) {
      throw new IllegalArgumentException("windows must differ, were " + windows);
    }
    Bounds.requireBetween("minRequests", 1, MOST_NEEDED, minRequests);
    Bounds.requireThreshold("apdexThreshold", apdexThreshold);
    Bounds.requireSpan("forgetAfter", forgetAfter);
    for (Duration window : windows) {
      Bounds.requireSpan("a window", window);
      Bounds.requireAtLeast("forgetAfter", "each window", window, forgetAfter);
    }
  }

  /** T in seconds. */
  double apdexSeconds() {
    return apdexThreshold.toNanos() / 1e9;
  }
}
