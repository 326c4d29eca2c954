package io.barograph.core.session;

/** What a time is to a venue: most series differ between these. */
public enum SessionPhase {
  /** The venue trades; without a calendar, it is a working day. */
  OPEN,

  /** It does not, on a day with a session: before the open, a break, behind an early close. */
  CLOSED,

  /** A day without a session: a weekend, a holiday. */
  OFF
}
