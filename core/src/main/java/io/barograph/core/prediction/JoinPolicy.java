package io.barograph.core.prediction;

import io.barograph.core.measure.PolicyBook;
import java.io.Serializable;
import java.time.Duration;

/**
 * What bounds the state of a join.
 *
 * @param maxLabelDelays how long after a prediction its outcome counts, by model, version and
 *     segment; whole milliseconds, above 0. An outcome without its prediction is kept for the
 *     longest of them
 * @param maxIds how many ids are remembered at a time, >= 1; of more, those whose time is up first
 *     are evicted
 */
public record JoinPolicy(PolicyBook<Duration> maxLabelDelays, int maxIds) implements Serializable {
  /** 30 days, and 100,000 ids (some 20 MB). */
  public static final JoinPolicy DEFAULT = new JoinPolicy(Duration.ofDays(30), 100_000);

  public JoinPolicy {
    requireDelay(maxLabelDelays.rest());
    maxLabelDelays.entries().forEach(entry -> requireDelay(entry.policy()));
    if (maxIds < 1) {
      throw new IllegalArgumentException("maxIds must be >= 1, was " + maxIds);
    }
  }

  /** One delay for all models. */
  public JoinPolicy(Duration maxLabelDelay, int maxIds) {
    this(PolicyBook.of(maxLabelDelay), maxIds);
  }

  /** The longest of the delays, in milliseconds. */
  long longestDelayMillis() {
    long longest = maxLabelDelays.rest().toMillis();
    for (PolicyBook.Entry<Duration> entry : maxLabelDelays.entries()) {
      longest = Math.max(longest, entry.policy().toMillis());
    }
    return longest;
  }

  /** Refuses a label delay under a millisecond. */
  static void requireDelay(Duration delay) {
    if (delay.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "maxLabelDelay must be at least a millisecond, was " + delay);
    }
  }
}
