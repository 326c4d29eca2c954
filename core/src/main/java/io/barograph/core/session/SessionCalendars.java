package io.barograph.core.session;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calendars that ship, by name; each is read once, when it is first asked for. Thread-safe.
 *
 * <p>{@code 24x7} and {@code 24x5} (Monday to Friday, days of UTC) follow from their names and hold
 * from 1970 to the end of 2199.
 */
public final class SessionCalendars {
  /** Trading without an end. */
  public static final String ALWAYS = "24x7";

  /** Trading from the beginning of Monday to the end of Friday, UTC. */
  public static final String WEEKDAYS = "24x5";

  private static final List<String> SHIPPED =
      List.of("XNYS", "XNAS", "XLON", "XHKG", "XSHG", "XSHE", "XTKS", "CME");
  private static final SessionHours WHOLE_DAY = SessionHours.parse("00:00-00:00+1");
  private static final LocalDate END = LocalDate.of(2199, 12, 31);
  private static final Map<String, SessionCalendar> READ = new HashMap<>();

  private SessionCalendars() {}

  /** The names of all calendars. */
  public static List<String> names() {
    return List.of("XNYS", "XNAS", "XLON", "XHKG", "XSHG", "XSHE", "XTKS", "CME", ALWAYS, WEEKDAYS);
  }

  /** The calendar of that name, if there is one. */
  public static Optional<SessionCalendar> named(String name) {
    if (!names().contains(name)) {
      return Optional.empty();
    }
    synchronized (READ) {
      return Optional.of(READ.computeIfAbsent(name, SessionCalendars::make));
    }
  }

  private static SessionCalendar make(String name) {
    return SHIPPED.contains(name)
        ? SessionFile.parse(name, SessionResource.text(name))
        : endless(name, name.equals(ALWAYS) ? DayOfWeek.SUNDAY : DayOfWeek.FRIDAY);
  }

  private static SessionCalendar endless(String name, DayOfWeek last) {
    SessionDays days = SessionDays.endless(name, ZoneOffset.UTC);
    for (LocalDate day = LocalDate.EPOCH; !day.isAfter(END); day = day.plusDays(1)) {
      if (day.getDayOfWeek().compareTo(last) <= 0) {
        days.add(day, WHOLE_DAY);
      }
    }
    return new SessionCalendar(days);
  }
}
