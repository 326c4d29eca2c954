package io.barograph.ml.failure;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long before a failure a warning is of use: early enough to act, late enough to be worth it.
 *
 * @param leastHours time that is needed to act, at least 0
 * @param mostHours the horizon, above {@code leastHours}
 */
public record LeadBand(double leastHours, double mostHours) implements Serializable {
  /** What is warned of between 10 and 50 hours ahead. */
  public static final LeadBand DEFAULT = new LeadBand(10, 50);

  static final double HOUR_MILLIS = 3_600_000;

  /** Checks the bounds. */
  public LeadBand {
    if (!(leastHours >= 0) || !(mostHours > leastHours) || Double.isInfinite(mostHours)) {
      throw new IllegalArgumentException(
          "a band must begin at 0 h or later and end after its begin, was %s h to %s h"
              .formatted(leastHours, mostHours));
    }
  }

  /** From the least to the most time before a failure. */
  public static LeadBand of(Duration least, Duration most) {
    return new LeadBand(least.toMillis() / HOUR_MILLIS, most.toMillis() / HOUR_MILLIS);
  }

  /** Its middle, in hours. */
  double middle() {
    return (leastHours + mostHours) / 2;
  }

  /** From {@code timeMillis} to {@code laterMillis}, in hours. */
  static double hours(long timeMillis, long laterMillis) {
    return (laterMillis - timeMillis) / HOUR_MILLIS;
  }
}
