package io.barograph.core.notify.simulation;

/**
 * An alert that fired and ended.
 *
 * @param alert its labels as text
 * @param job what it is on
 * @param since when it began to fire, milliseconds of event time
 * @param until when it ended
 * @param acknowledgedAt when somebody took care of it; {@link #NEVER} if nobody did
 */
record Episode(String alert, String job, long since, long until, long acknowledgedAt) {
  static final long NEVER = Long.MAX_VALUE;
}
