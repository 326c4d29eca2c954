package io.barograph.jobs.measures;

import io.barograph.core.market.MarketPolicy;
import io.barograph.core.session.SessionCalendar;
import io.barograph.core.strategy.SessionDays;
import java.time.LocalDate;
import java.util.Optional;

/** The session days of venues by their calendars; of others, and beyond what is known, UTC days. */
final class VenueDays implements SessionDays {
  private final MarketPolicy policy;

  VenueDays(MarketPolicy policy) {
    this.policy = policy;
  }

  @Override
  public long dayOf(String venue, long millis) {
    Optional<SessionCalendar> calendar =
        venue.isEmpty() ? Optional.empty() : policy.calendarOf(venue);
    return calendar
        .flatMap(known -> known.sessionDay(millis))
        .map(LocalDate::toEpochDay)
        .orElseGet(() -> UTC.dayOf(venue, millis));
  }
}
