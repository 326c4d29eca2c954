package io.barograph.ml.threshold;

import io.barograph.core.session.SeasonClock;
import io.barograph.core.session.SessionPhase;
import java.util.Comparator;

/**
 * A season of the bounds: an hour of the day on a kind of day, both by a clock.
 *
 * @param isDayOff true on weekends and, by a calendar, on all days without a session
 * @param hour 0 to 23
 */
public record DaySeason(boolean isDayOff, int hour) implements Comparable<DaySeason> {
  private static final Comparator<DaySeason> ORDER =
      Comparator.comparing(DaySeason::isDayOff).thenComparing(DaySeason::hour);

  /** The season of a time, milliseconds since the epoch. */
  static DaySeason at(long time, SeasonClock clock) {
    long local = clock.localTime(time);
    long hour = SeasonClock.hourOf(local);
    return new DaySeason(
        clock.phase(local) == SessionPhase.OFF,
        (int) Math.floorMod(hour, (long) SeasonalExpectation.HOURS_OF_DAY));
  }

  @Override
  public int compareTo(DaySeason other) {
    return ORDER.compare(this, other);
  }
}
