package io.barograph.core.session;

/** Whether a venue trades at an instant. */
public enum Openness {
  /** The instant lies in a session and in no break of it. */
  OPEN,

  /** The instant lies between sessions, or in a break. */
  CLOSED,

  /** The calendar does not know the instant's day. */
  UNKNOWN
}
