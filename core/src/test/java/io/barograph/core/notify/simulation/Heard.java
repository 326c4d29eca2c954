package io.barograph.core.notify.simulation;

/**
 * One alert in one message that a channel took.
 *
 * @param channel {@code receiver/channel}
 * @param alert its labels as text
 * @param since when the alert began to fire, milliseconds of event time
 * @param isFiring whether it was told firing, else resolved
 * @param group the key of the group in the message
 * @param reason why it is told, by the message
 * @param message the id of the message
 * @param at when it was heard, milliseconds since the epoch
 */
record Heard(
    String channel,
    String alert,
    long since,
    boolean isFiring,
    String group,
    String reason,
    String message,
    long at) {
  /** True if it tells in one of what several notifications would have told. */
  boolean isDigest() {
    return group.startsWith("{}:{digest=");
  }

  /** True if it is of an escalation. */
  boolean isEscalation() {
    return group.startsWith("{}/escalation:");
  }

  /** True if it is told by a step of escalation. */
  boolean isOf(Step step) {
    return group.equals("{}/escalation:{escalation=\"" + step.name() + "\"}");
  }
}
