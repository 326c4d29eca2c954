package io.barograph.core.incident;

import java.io.Serializable;
import java.time.Duration;

/**
 * What is more than the people behind one receiver can take in. What ships is the alarm flood of
 * ANSI/ISA-18.2: ten alarms in ten minutes for one operator.
 *
 * @param alerts so many alerts that no incident explains, at least 2
 * @param services of so many services at least, at least 1
 * @param window within so long
 */
public record FloodPolicy(int alerts, int services, Duration window) implements Serializable {
  /** What ships. */
  public static final FloodPolicy DEFAULT = new FloodPolicy(10, 3, Duration.ofMinutes(10));

  public FloodPolicy {
    if (alerts < 2 || services < 1) {
      throw new IllegalArgumentException(
          "alerts must be >= 2 and services >= 1, were %d and %d".formatted(alerts, services));
    }
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("window must be > 0, was " + window);
    }
  }
}
