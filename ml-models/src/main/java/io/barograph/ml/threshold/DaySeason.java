package io.barograph.ml.threshold;

import java.util.Comparator;

/**
 * A season of the bounds: an hour of the day (UTC) on a kind of day.
 *
 * @param isWeekend true on Saturdays and Sundays
 * @param hour 0 to 23
 */
public record DaySeason(boolean isWeekend, int hour) implements Comparable<DaySeason> {
  private static final Comparator<DaySeason> ORDER =
      Comparator.comparing(DaySeason::isWeekend).thenComparing(DaySeason::hour);

  /** The season of a time, milliseconds since the epoch. */
  static DaySeason at(long time) {
    long hour = Math.floorDiv(time, SeasonalBounds.HOUR);
    return new DaySeason(
        SeasonalBounds.isWeekend(hour),
        (int) Math.floorMod(hour, (long) SeasonalBounds.HOURS_OF_DAY));
  }

  @Override
  public int compareTo(DaySeason other) {
    return ORDER.compare(this, other);
  }
}
