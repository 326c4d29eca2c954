package io.barograph.core.notify;

/**
 * What became of one attempt to tell something to one channel.
 *
 * @param kind what follows from it
 * @param status the status of the answer (HTTP, or what the protocol has); 0 if there was none
 * @param answer what the channel said, or why nothing was heard; shortened, without secrets
 * @param retryAfterMillis how long the channel asks to be left alone; 0 if it says nothing of it
 */
public record DeliveryOutcome(Kind kind, int status, String answer, long retryAfterMillis) {
  /** What follows from an attempt. */
  public enum Kind {
    /** The channel has taken it. */
    DELIVERED,
    /** It may be taken later: a network error, an answer of 5xx or 429, a code for too many. */
    RETRY,
    /** It will never be taken as it is. */
    REFUSED
  }

  /** The longest answer that is kept, characters. */
  public static final int MAX_ANSWER = 500;

  /** Shortens the answer. */
  public DeliveryOutcome {
    answer = answer.length() > MAX_ANSWER ? answer.substring(0, MAX_ANSWER) : answer;
    if (retryAfterMillis < 0) {
      throw new IllegalArgumentException("retryAfterMillis must be >= 0, was " + retryAfterMillis);
    }
  }

  /** The channel has taken it. */
  public static DeliveryOutcome delivered(int status, String answer) {
    return new DeliveryOutcome(Kind.DELIVERED, status, answer, 0);
  }

  /** It may be taken later. */
  public static DeliveryOutcome retry(int status, String answer, long retryAfterMillis) {
    return new DeliveryOutcome(Kind.RETRY, status, answer, retryAfterMillis);
  }

  /** It will never be taken. */
  public static DeliveryOutcome refused(int status, String answer) {
    return new DeliveryOutcome(Kind.REFUSED, status, answer, 0);
  }
}
