package io.barograph.core.market;

import io.barograph.core.session.SessionCalendar;
import io.barograph.core.session.SessionCalendars;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When a stream of quotes is faulty.
 *
 * @param learnQuotes nothing is judged by what is usual before so many values were seen
 * @param forgetMillis a symbol without quotes for so long is forgotten
 * @param calendars the calendar of each venue that is not called as its calendar is
 */
public record MarketPolicy(
    ArrivalPolicy arrivals,
    PricePolicy prices,
    VolumePolicy volumes,
    int learnQuotes,
    long forgetMillis,
    Map<String, String> calendars)
    implements Serializable {
  private static final long WEEK_MILLIS = 7 * 86_400_000L;

  /** The defaults of all parts; a verdict needs 30 values; forgotten after a week. */
  public static final MarketPolicy DEFAULT =
      new MarketPolicy(
          ArrivalPolicy.DEFAULT,
          PricePolicy.DEFAULT,
          VolumePolicy.DEFAULT,
          30,
          WEEK_MILLIS,
          Map.of("CRYPTO24x7", SessionCalendars.ALWAYS));

  /** A policy. */
  public MarketPolicy {
    requireAtLeast("learnQuotes", learnQuotes, 2);
    requireAtLeast("forgetMillis", forgetMillis, 0);
    calendars = Map.copyOf(calendars);
    calendars.forEach(
        (venue, name) -> {
          if (SessionCalendars.named(name).isEmpty()) {
            throw new IllegalArgumentException(
                "the calendar of %s must be one of %s, was %s"
                    .formatted(venue, SessionCalendars.names(), name));
          }
        });
  }

  /** The same policy with one more venue. */
  public MarketPolicy withCalendar(String venue, String name) {
    Map<String, String> more = new TreeMap<>(calendars);
    more.put(venue, name);
    return new MarketPolicy(arrivals, prices, volumes, learnQuotes, forgetMillis, more);
  }

  /** The calendar of {@code venue}; without one, silence on it cannot be judged. */
  public Optional<SessionCalendar> calendarOf(String venue) {
    return SessionCalendars.named(calendars.getOrDefault(venue, venue));
  }

  static void requireAtLeast(String name, double value, double least) {
    if (!(value >= least)) {
      throw new IllegalArgumentException(
          "%s must be >= %s, was %s".formatted(name, plain(least), plain(value)));
    }
  }

  static void requireAtLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException("%s must be >= %d, was %d".formatted(name, least, value));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
