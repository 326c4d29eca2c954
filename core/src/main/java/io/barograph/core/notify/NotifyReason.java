package io.barograph.core.notify;

/** Why a group of alerts is told to a receiver. The texts of the first five are Alertmanager's. */
public enum NotifyReason {
  /** Nothing of the group was told before, and something fires. */
  FIRST("first notification"),
  /** An alert fires that was not in the last notification. */
  NEW_ALERTS("new alerts added"),
  /** Everything that was told firing has ended. */
  ALL_RESOLVED("all alerts resolved"),
  /** Something that was told firing has ended, and something fires on. */
  SOME_RESOLVED("some alerts resolved"),
  /** Nothing changed for so long that people are reminded. */
  REPEAT("repeat interval elapsed"),
  /** The present state of the group, after a time in which deliveries were held back. */
  CAUGHT_UP("caught up after a backlog"),
  /** The receiver had its share of notifications: one for all that would have been sent since. */
  DIGEST("storm digest"),
  /** Another receiver should have been told, and could not be. */
  DIVERTED("not delivered to its own receiver"),
  /** An alert fires for so long, or so many do, that others have to know. */
  ESCALATED("escalated");

  private final String text;

  NotifyReason(String text) {
    this.text = text;
  }

  /** The same where an escalation tells it: whatever is new was escalated. */
  NotifyReason ofEscalation() {
    return this == FIRST || this == NEW_ALERTS ? ESCALATED : this;
  }

  /** The reason as it stands in a webhook's {@code notification_reason}. */
  public String text() {
    return text;
  }
}
