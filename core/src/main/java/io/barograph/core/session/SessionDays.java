package io.barograph.core.session;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sessions of one venue while they are collected, in the order of their days. */
final class SessionDays {
  private final String name;
  private final ZoneId zone;
  private final boolean endless;
  private final List<LocalDate> days = new ArrayList<>();
  private long[] dayOpens = new long[1_024];
  private long[] dayCloses = new long[1_024];
  private long[] opens = new long[2_048];
  private long[] closes = new long[2_048];
  private int times;

  private SessionDays(String name, ZoneId zone, boolean endless) {
    this.name = name;
    this.zone = zone;
    this.endless = endless;
  }

  /** No session yet. */
  static SessionDays of(String name, ZoneId zone) {
    return new SessionDays(name, zone, false);
  }

  /** No session yet, of a calendar that no source has to know. */
  static SessionDays endless(String name, ZoneId zone) {
    return new SessionDays(name, zone, true);
  }

  /** Adds a session of {@code day}: its times of trading, ascending. */
  void add(LocalDate day, SessionHours hours) {
    int session = days.size();
    if (session == dayOpens.length) {
      dayOpens = Arrays.copyOf(dayOpens, 2 * session);
      dayCloses = Arrays.copyOf(dayCloses, 2 * session);
    }
    days.add(day);
    for (int i = 0; i < hours.spans().size(); i++) {
      SessionHours.Span span = hours.spans().get(i);
      long open = span.openAt(day, zone);
      long close = span.closeAt(day, zone);
      if (close <= open || (times > 0 && open < closes[times - 1])) {
        throw new IllegalArgumentException(
            "%s: the session of %s must lie behind the one before it, was %s"
                .formatted(name, day, hours));
      }
      addTime(open, close);
      dayOpens[session] = i == 0 ? open : dayOpens[session];
      dayCloses[session] = close;
    }
  }

  private void addTime(long open, long close) {
    if (times > 0 && closes[times - 1] == open) {
      closes[times - 1] = close;
      return;
    }
    if (times == opens.length) {
      opens = Arrays.copyOf(opens, 2 * times);
      closes = Arrays.copyOf(closes, 2 * times);
    }
    opens[times] = open;
    closes[times++] = close;
  }

  String name() {
    return name;
  }

  ZoneId zone() {
    return zone;
  }

  boolean isEndless() {
    return endless;
  }

  LocalDate[] days() {
    return days.toArray(LocalDate[]::new);
  }

  long[] dayOpens() {
    return Arrays.copyOf(dayOpens, days.size());
  }

  long[] dayCloses() {
    return Arrays.copyOf(dayCloses, days.size());
  }

  long[] opens() {
    return Arrays.copyOf(opens, times);
  }

  long[] closes() {
    return Arrays.copyOf(closes, times);
  }
}
