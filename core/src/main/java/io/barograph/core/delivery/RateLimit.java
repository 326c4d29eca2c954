package io.barograph.core.delivery;

import java.io.Serializable;

/**
 * How often a channel may be used.
 *
 * @param messages so many, at least 1
 * @param perMillis in any span of this length
 */
public record RateLimit(int messages, long perMillis) implements Serializable {
  /** No limit that could be reached. */
  public static final RateLimit NONE = new RateLimit(Integer.MAX_VALUE, 1);

  /** Checks the ranges. */
  public RateLimit {
    if (messages < 1 || perMillis < 1) {
      throw new IllegalArgumentException(
          "a rate limit is of at least 1 message in at least 1 ms, was %d in %d ms"
              .formatted(messages, perMillis));
    }
  }

  /** So many messages in a minute. */
  public static RateLimit perMinute(int messages) {
    return new RateLimit(messages, 60_000);
  }
}
