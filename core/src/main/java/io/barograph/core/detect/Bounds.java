package io.barograph.core.detect;

import java.io.Serializable;
import java.time.Duration;

/**
 * How the bounds of a series are drawn about what is expected of it: its dynamic thresholds.
 *
 * @param lookBack what is expected, and how far samples lie from it, is learned from so long a
 *     time; 1 to 35 days
 * @param margin the bounds are so many times as far away as a high quantile of what lay from it, at
 *     least 1
 */
public record Bounds(Duration lookBack, double margin) implements Serializable {
  /** Seven days, and half as far again. */
  public static final Bounds DEFAULT = new Bounds(Duration.ofDays(7), 1.5);

  public Bounds {
    if (lookBack.compareTo(Duration.ofDays(1)) < 0 || lookBack.compareTo(Duration.ofDays(35)) > 0) {
      throw new IllegalArgumentException(
          "lookBack must be 1d to 35d, was %d min".formatted(lookBack.toMinutes()));
    }
    if (!(margin >= 1 && margin <= 100)) {
      throw new IllegalArgumentException("margin must be 1 to 100, was " + margin);
    }
  }
}
