package io.barograph.core.session;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The text of one calendar, as {@code deploy/calendars/generate.py} writes it.
 *
 * <pre>
 * # a comment
 * zone America/New_York
 * known 2000-01-03..2027-11-26
 * hours 2000-01-03 09:30-16:00        Monday to Friday from that day on
 * closed 2000-01-17                   one day, or first..last
 * on 2000-07-03 09:30-13:00           other hours on one day
 * </pre>
 */
final class SessionFile {
  private final String name;
  private ZoneId zone;
  private LocalDate first;
  private LocalDate last;
  private final TreeMap<LocalDate, SessionHours> hours = new TreeMap<>();
  private final Map<LocalDate, SessionHours> on = new HashMap<>();
  private final Set<LocalDate> closed = new HashSet<>();

  /** Hours by their text: a calendar has few of them. */
  private final Map<String, SessionHours> seen = new HashMap<>();

  private SessionFile(String name) {
    this.name = name;
  }

  /** Reads {@code text}; an {@link IllegalArgumentException} names the calendar and the line. */
  static SessionCalendar parse(String name, String text) {
    SessionFile file = new SessionFile(name);
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        try {
          file.take(line.split(" ", -1));
        } catch (RuntimeException invalid) {
          throw new IllegalArgumentException(
              "calendar %s, line %d: %s".formatted(name, number, invalid.getMessage()), invalid);
        }
      }
    }
    return file.calendar();
  }

  private void take(String[] words) {
    String[] range = words[1].split("\\.\\.", -1);
    switch (words[0]) {
      case "zone" -> zone = ZoneId.of(words[1]);
      case "known" -> {
        first = LocalDate.parse(range[0]);
        last = LocalDate.parse(range[1]);
      }
      case "hours" -> hours.put(LocalDate.parse(words[1]), hoursOf(words[2]));
      case "on" -> on.put(LocalDate.parse(words[1]), hoursOf(words[2]));
      case "closed" -> {
        LocalDate until = LocalDate.parse(range[range.length - 1]);
        for (LocalDate day = LocalDate.parse(range[0]);
            !day.isAfter(until);
            day = day.plusDays(1)) {
          closed.add(day);
        }
      }
      default ->
          throw new IllegalArgumentException(
              "must begin with zone, known, hours, on or closed, was \"%s\"".formatted(words[0]));
    }
  }

  private SessionHours hoursOf(String text) {
    return seen.computeIfAbsent(text, SessionHours::parse);
  }

  private SessionCalendar calendar() {
    if (zone == null || first == null) {
      throw new IllegalArgumentException("calendar %s must have a zone and known".formatted(name));
    }
    SessionDays days = SessionDays.of(name, zone);
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      SessionHours special = on.get(day);
      Map.Entry<LocalDate, SessionHours> regular = hours.floorEntry(day);
      if (special != null) {
        days.add(day, special);
      } else if (!isWeekend(day) && !closed.contains(day) && regular != null) {
        days.add(day, regular.getValue());
      }
    }
    return new SessionCalendar(days);
  }

  private static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
  }
}
