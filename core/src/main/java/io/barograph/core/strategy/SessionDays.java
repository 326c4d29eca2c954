package io.barograph.core.strategy;

import java.io.Serializable;

/** Says to which session day of a venue a time belongs: daily figures end with the session. */
@FunctionalInterface
public interface SessionDays extends Serializable {
  /** Days that end at midnight UTC, for venues that never close. */
  SessionDays UTC = (venue, millis) -> Math.floorDiv(millis, 86_400_000L);

  /**
   * The session day, in days since the epoch. It never falls while time grows; what lies between
   * two sessions belongs to one of them, always the same.
   *
   * @param venue may be empty
   * @param millis since the epoch
   */
  long dayOf(String venue, long millis);
}
