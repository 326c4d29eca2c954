package io.barograph.core.route;

import java.io.Serializable;

/**
 * When a group of alerts is told, in milliseconds.
 *
 * @param groupWaitMillis from the first alert of a group to its first notification, at least 0
 * @param groupIntervalMillis from one look at the group to the next, over 0
 * @param repeatIntervalMillis after which what has not changed is told again, over 0
 */
public record RouteTiming(long groupWaitMillis, long groupIntervalMillis, long repeatIntervalMillis)
    implements Serializable {
  /** What holds where nothing is set: 30 s, 5 min and 4 h. */
  public static final RouteTiming DEFAULT = new RouteTiming(30_000, 300_000, 14_400_000);

  /** Checks the ranges. */
  public RouteTiming {
    if (groupWaitMillis < 0) {
      throw new IllegalArgumentException("group_wait must be >= 0 ms, was " + groupWaitMillis);
    }
    if (groupIntervalMillis <= 0) {
      throw new IllegalArgumentException(
          "group_interval must be > 0 ms, was " + groupIntervalMillis);
    }
    if (repeatIntervalMillis <= 0) {
      throw new IllegalArgumentException(
          "repeat_interval must be > 0 ms, was " + repeatIntervalMillis);
    }
  }
}
