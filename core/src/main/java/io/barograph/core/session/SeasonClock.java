package io.barograph.core.session;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The wall clock and the days by which a series repeats itself: those of a venue, or of UTC with
 * Saturdays and Sundays off.
 *
 * <p>Times of the wall clock are milliseconds as if its zone were UTC, and its hours are counted
 * from the epoch likewise. Where daylight saving time ends, an hour of it comes twice. Immutable,
 * thread-safe.
 */
public final class SeasonClock {
  /** Days of UTC. */
  public static final SeasonClock UTC = new SeasonClock(Optional.empty());

  private static final long HOUR = 3_600_000;
  private static final long MILLIS = 1_000;
  private static final int HOURS_OF_DAY = 24;
  private static final int HOURS_OF_WEEK = 168;

  /** The epoch began on a Thursday. */
  private static final int FIRST_HOUR_OF_SATURDAY = 48;

  private static final int FIRST_HOUR_OF_SUNDAY = 72;
  private static final int FIRST_HOUR_OF_MONDAY = 96;

  private final Optional<SessionCalendar> calendar;

  private SeasonClock(Optional<SessionCalendar> calendar) {
    this.calendar = calendar;
  }

  /** The clock of a venue. */
  public static SeasonClock of(SessionCalendar calendar) {
    return new SeasonClock(Optional.of(calendar));
  }

  /**
   * The clock of a calendar of that name; that of UTC if it is empty.
   *
   * @throws IllegalArgumentException if there is no calendar of that name
   */
  public static SeasonClock named(String calendar) {
    return calendar.isEmpty()
        ? UTC
        : of(
            SessionCalendars.named(calendar)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "there is no calendar %s, only %s"
                                .formatted(calendar, SessionCalendars.names()))));
  }

  /** The zone of the wall clock, for people. */
  public String zone() {
    return calendar.map(known -> known.zone().getId()).orElse("UTC");
  }

  /** What the wall clock shows at {@code time}, milliseconds since the epoch. */
  public long localTime(long time) {
    return calendar.isEmpty()
        ? time
        : time
            + calendar
                    .get()
                    .zone()
                    .getRules()
                    .getOffset(Instant.ofEpochMilli(time))
                    .getTotalSeconds()
                * 1_000L;
  }

  /** True if it knows when a venue trades. */
  public boolean hasSessions() {
    return calendar.isPresent();
  }

  /** What a time of the wall clock is; past the end of a calendar, as if there were none. */
  public SessionPhase phase(long localTime) {
    if (calendar.isEmpty()) {
      return isWeekend(hourOf(localTime)) ? SessionPhase.OFF : SessionPhase.OPEN;
    }
    SessionCalendar known = calendar.get();
    LocalDateTime shown =
        LocalDateTime.ofEpochSecond(Math.floorDiv(localTime, MILLIS), 0, ZoneOffset.UTC);
    return switch (known.isOpen(shown.atZone(known.zone()).toInstant().toEpochMilli())) {
      case OPEN -> SessionPhase.OPEN;
      case CLOSED ->
          known.isSessionDay(shown.toLocalDate()) ? SessionPhase.CLOSED : SessionPhase.OFF;
      case UNKNOWN -> isWeekend(hourOf(localTime)) ? SessionPhase.OFF : SessionPhase.OPEN;
    };
  }

  /** The hour of the week of an hour of the wall clock, 0 to 167; a holiday has those of Sunday. */
  public int hourOfWeek(long localHour) {
    int hour = (int) Math.floorMod(localHour, (long) HOURS_OF_WEEK);
    return !isWeekend(localHour) && hasSessions() && isOff(localHour)
        ? FIRST_HOUR_OF_SUNDAY + hour % HOURS_OF_DAY
        : hour;
  }

  private boolean isOff(long localHour) {
    return phase(localHour * HOUR + HOUR / 2) == SessionPhase.OFF;
  }

  private static boolean isWeekend(long localHour) {
    long hour = Math.floorMod(localHour, (long) HOURS_OF_WEEK);
    return hour >= FIRST_HOUR_OF_SATURDAY && hour < FIRST_HOUR_OF_MONDAY;
  }

  /** The hour of the wall clock that a time of it lies in. */
  public static long hourOf(long localTime) {
    return Math.floorDiv(localTime, HOUR);
  }
}
