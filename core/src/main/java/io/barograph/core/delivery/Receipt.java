package io.barograph.core.delivery;

import java.util.Locale;

/**
 * What became of one notification at one channel of its receiver.
 *
 * @param notification the id of the notification
 * @param receiver who was to be told
 * @param channel by which of its channels: {@code webhook[0]}
 * @param groupKey the group that was told
 * @param result what became of it
 * @param status the status of the last answer; 0 if there was none
 * @param answer what the channel said last, or why it was not asked
 * @param attempts how often it was tried
 * @param decidedAt when the notification was decided, milliseconds of event time
 * @param at when the result was certain, milliseconds since the epoch
 */
public record Receipt(
    String notification,
    String receiver,
    String channel,
    String groupKey,
    Result result,
    int status,
    String answer,
    int attempts,
    long decidedAt,
    long at) {
  /** What can become of a notification. */
  public enum Result {
    /** The channel has taken it. */
    DELIVERED,
    /** The channel has taken a digest that tells of it. */
    DIGESTED,
    /** The channel will never take it; it went to the fall-back receiver. */
    REFUSED,
    /** The channel did not take it in time; it went to the fall-back receiver. */
    GAVE_UP,
    /** It tells the end of alerts of which this channel was never told; it went elsewhere. */
    NEVER_TOLD,
    /** It tells the end of alerts, and the channel does not want that. */
    NOT_WANTED;

    /** The lower-case name that stands in records. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
