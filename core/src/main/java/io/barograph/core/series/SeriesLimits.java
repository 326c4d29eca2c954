package io.barograph.core.series;

import java.io.Serializable;

/**
 * How many series may be taken at most.
 *
 * @param total of all metrics together, at least 0; 0 for any number
 * @param perMetric of one metric, at least 0; 0 for any number
 */
public record SeriesLimits(int total, int perMetric) implements Serializable {
  /** Any number of series. */
  public static final SeriesLimits NONE = new SeriesLimits(0, 0);

  public SeriesLimits {
    requireNotNegative("series.limit", total);
    requireNotNegative("series.limit-per-metric", perMetric);
  }

  /**
   * The part of the limits that one of several subtasks keeps. The shares of all of them add up to
   * the limits and differ by one at most.
   *
   * @param subtask from 0 to {@code subtasks} - 1
   */
  public SeriesBudget share(int subtask, int subtasks) {
    return new SeriesBudget(share(total, subtask, subtasks), share(perMetric, subtask, subtasks));
  }

  private static int share(int limit, int subtask, int subtasks) {
    return limit == 0
        ? SeriesBudget.UNBOUNDED
        : limit / subtasks + (subtask < limit % subtasks ? 1 : 0);
  }

  private static void requireNotNegative(String option, int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException(
          "%s must be >= 0, was %d: 0 is no limit".formatted(option, limit));
    }
  }
}
