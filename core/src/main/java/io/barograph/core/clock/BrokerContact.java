package io.barograph.core.clock;

import java.time.Duration;

/**
 * Whether the broker has answered without a break for long enough to be believed.
 *
 * <p>A broker that comes back says at once that nothing is left to read, before the producers have
 * delivered what they held back meanwhile. So after each break, and at the start, its word counts
 * only when it has answered for the settling time. Not thread-safe.
 */
public final class BrokerContact {
  private final long breakMillis;
  private final long settleMillis;
  private long answeringSince = Long.MIN_VALUE;
  private long lastAskedAt = Long.MIN_VALUE;

  /** No contact yet. */
  public BrokerContact(ClockPolicy policy) {
    this.breakMillis = policy.maxAnswerAge().plus(Duration.ofSeconds(1)).toMillis();
    this.settleMillis = policy.settle().toMillis();
  }

  /** Tells that the broker answered a question of that wall time, in milliseconds. */
  public void answered(long askedAt) {
    if (lastAskedAt == Long.MIN_VALUE || askedAt - lastAskedAt > breakMillis) {
      answeringSince = askedAt;
    }
    lastAskedAt = askedAt;
  }

  /** True if the last answer may be believed. */
  public boolean isSettled() {
    return lastAskedAt != Long.MIN_VALUE && lastAskedAt - answeringSince >= settleMillis;
  }
}
