package io.barograph.core.session;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When one venue trades.
 *
 * <p>A time of trading holds its open and does not hold its close; a lunch break is closed;
 * sessions that adjoin are one time of trading. Times are milliseconds since the epoch. A calendar
 * knows the time from {@link #firstKnown} up to and without {@link #lastKnown}; outside of it every
 * answer is undefined, never guessed. Answers take a binary search. Immutable, thread-safe.
 */
public final class SessionCalendar {
  private final String name;
  private final ZoneId zone;

  /** The days of the sessions, ascending, and for each the open and the close of the whole day. */
  private final LocalDate[] days;

  private final long[] dayOpens;
  private final long[] dayCloses;

  /** Times of trading, apart from each other, ascending; and how much was open before each. */
  private final long[] opens;

  private final long[] closes;
  private final long[] openBefore;
  private final boolean endless;

  SessionCalendar(SessionDays sessions) {
    this.name = sessions.name();
    this.zone = sessions.zone();
    this.endless = sessions.isEndless();
    this.days = sessions.days();
    this.dayOpens = sessions.dayOpens();
    this.dayCloses = sessions.dayCloses();
    this.opens = sessions.opens();
    this.closes = sessions.closes();
    this.openBefore = new long[opens.length];
    for (int i = 1; i < opens.length; i++) {
      openBefore[i] = openBefore[i - 1] + closes[i - 1] - opens[i - 1];
    }
  }

  /** The calendar's name, such as {@code XNYS}. */
  public String name() {
    return name;
  }

  /** The zone of the venue's wall clock, in which its days are counted. */
  public ZoneId zone() {
    return zone;
  }

  /** The first instant that the calendar knows: the open of its first session. */
  public long firstKnown() {
    return dayOpens[0];
  }

  /** The first instant that it does not know any more: the close of its last session. */
  public long lastKnown() {
    return dayCloses[dayCloses.length - 1];
  }

  /**
   * True if the calendar follows from its name and needs no source; its end is no day on which it
   * has to be renewed.
   */
  public boolean isEndless() {
    return endless;
  }

  /** True if the calendar knows {@code time}. */
  public boolean knows(long time) {
    return firstKnown() <= time && time < lastKnown();
  }

  /** Whether the venue trades at {@code time}. */
  public Openness isOpen(long time) {
    if (!knows(time)) {
      return Openness.UNKNOWN;
    }
    int last = lastFrom(opens, time);
    return last >= 0 && time < closes[last] ? Openness.OPEN : Openness.CLOSED;
  }

  /**
   * How long the venue trades from {@code from} up to {@code to}, in milliseconds; 0 if {@code to}
   * is not after {@code from}. Undefined if either of them is not known; the end itself may be
   * {@link #lastKnown}.
   */
  public OptionalLong openMillisBetween(long from, long to) {
    if (!knows(from) || !(knows(to) || to == lastKnown())) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.max(0, openUntil(to) - openUntil(from)));
  }

  /** How long the venue traded from the first known instant up to {@code time}. */
  private long openUntil(long time) {
    int last = lastFrom(opens, time);
    return last < 0 ? 0 : openBefore[last] + Math.min(time, closes[last]) - opens[last];
  }

  /**
   * The session day that {@code time} belongs to: the session's that it lies in, breaks included;
   * between sessions the session's of that date of the venue's zone, if there is one, and else the
   * next session's. So what happens before the open and after the close counts to that day, what
   * happens at a weekend to Monday, and an evening that opens the next day's session to that next
   * day. Undefined where the calendar does not know.
   */
  public Optional<LocalDate> sessionDay(long time) {
    if (!knows(time)) {
      return Optional.empty();
    }
    int last = lastFrom(dayOpens, time);
    if (time < dayCloses[last]) {
      return Optional.of(days[last]);
    }
    LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(time), zone);
    int of = Arrays.binarySearch(days, date);
    return Optional.of(days[of >= 0 ? of : -of - 1]);
  }

  /** True if there is a session of that date of the venue's zone; false where none is known. */
  public boolean isSessionDay(LocalDate date) {
    return Arrays.binarySearch(days, date) >= 0;
  }

  /**
   * The next instant from {@code time} on at which the venue trades: {@code time} itself while it
   * is open. Undefined where the calendar does not know.
   */
  public OptionalLong nextOpen(long time) {
    return switch (isOpen(time)) {
      case UNKNOWN -> OptionalLong.empty();
      case OPEN -> OptionalLong.of(time);
      case CLOSED -> OptionalLong.of(opens[lastFrom(opens, time) + 1]);
    };
  }

  /** The last place of {@code ascending} that is not after {@code time}; -1 if all are. */
  private static int lastFrom(long[] ascending, long time) {
    int at = Arrays.binarySearch(ascending, time);
    return at >= 0 ? at : -at - 2;
  }

  @Override
  public String toString() {
    return name;
  }
}
