package io.barograph.core.alarm;

import java.time.Duration;
import java.util.Locale;

/**
 * How alarms are grouped.
 *
 * @param gap a group that is silent for longer takes no more alarms
 * @param life a group takes alarms for no longer
 * @param hops how many links apart the devices of a group are from its first, at most
 * @param lag within what time one type of alarm follows another that causes it
 * @param significance from how many deviations above chance on that is believed
 */
public record AlarmPolicy(
    Duration gap, Duration life, int hops, Duration lag, double significance) {
  /** What ships. */
  public static final AlarmPolicy DEFAULT =
      new AlarmPolicy(Duration.ofMinutes(30), Duration.ofHours(4), 1, Duration.ofMinutes(1), 3);

  /** Refuses what makes no sense. */
  public AlarmPolicy {
    positive("gap", gap);
    positive("life", life);
    positive("lag", lag);
    if (hops < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "hops must be >= 0, was %d", hops));
    }
    if (!(significance > 0)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "significance must be > 0, was %s", significance));
    }
  }

  private static void positive(String what, Duration is) {
    if (is.isNegative() || is.isZero()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s must be > 0, was %s", what, is));
    }
  }
}
