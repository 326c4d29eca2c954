package io.barograph.core.notify.simulation;

/**
 * One alert in one message that a channel took.
 *
 * @param channel {@code receiver/channel}
 * @param alert its labels as text
 * @param since when the alert began to fire, milliseconds of event time
 * @param isFiring whether it was told firing, else resolved
 * @param message the id of the message
 * @param at when it was heard, milliseconds since the epoch
 */
record Heard(String channel, String alert, long since, boolean isFiring, String message, long at) {}
