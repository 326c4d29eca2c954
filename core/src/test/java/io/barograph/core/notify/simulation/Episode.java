package io.barograph.core.notify.simulation;

/**
 * An alert that fired and ended.
 *
 * @param alert its labels as text
 * @param since when it began to fire, milliseconds of event time
 * @param until when it ended
 */
record Episode(String alert, long since, long until) {}
