package io.barograph.core.market;

import io.barograph.core.session.Openness;
import io.barograph.core.session.SessionCalendar;
import java.util.Optional;

/** How much time a venue was open, by its calendar. */
final class VenueTime {
  /** The answer where there is no calendar, or it does not know. */
  static final long UNKNOWN = -1;

  private final Optional<SessionCalendar> calendar;

  VenueTime(Optional<SessionCalendar> calendar) {
    this.calendar = calendar;
  }

  /** Milliseconds of trading from {@code from} up to {@code to}, or {@link #UNKNOWN}. */
  long openMillis(long from, long to) {
    return calendar.isEmpty()
        ? UNKNOWN
        : calendar.get().openMillisBetween(from, to).orElse(UNKNOWN);
  }

  /** Milliseconds of trading, or all that passed where that is not known. */
  long openMillisOrAll(long from, long to) {
    long open = openMillis(from, to);
    return open == UNKNOWN ? to - from : open;
  }

  Openness at(long time) {
    return calendar.isEmpty() ? Openness.UNKNOWN : calendar.get().isOpen(time);
  }

  Optional<SessionCalendar> calendar() {
    return calendar;
  }
}
