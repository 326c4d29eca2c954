package io.barograph.core.delivery;

import java.io.Serializable;

/**
 * How long and how often something is tried.
 *
 * @param firstRetryMillis how long the first failure is waited out; doubled with each further one
 * @param longestRetryMillis the longest of these waits
 * @param giveUpMillis how long a notification is tried before it goes to the fall-back receiver
 * @param circuitFailures after how many failures in a row a channel is left alone for a while
 * @param circuitMillis for how long; doubled, up to sixteenfold, while it goes on failing
 * @param backlogMillis how far the clock may be behind before deliveries are held back
 */
public record DeliveryPolicy(
    long firstRetryMillis,
    long longestRetryMillis,
    long giveUpMillis,
    int circuitFailures,
    long circuitMillis,
    long backlogMillis)
    implements Serializable {
  /** What holds where nothing is set. */
  public static final DeliveryPolicy DEFAULT =
      new DeliveryPolicy(1_000, 60_000, 300_000, 5, 10_000, 120_000);

  /** Checks the ranges. */
  public DeliveryPolicy {
    check("firstRetryMillis", firstRetryMillis);
    check("longestRetryMillis", longestRetryMillis);
    check("giveUpMillis", giveUpMillis);
    check("circuitFailures", circuitFailures);
    check("circuitMillis", circuitMillis);
    check("backlogMillis", backlogMillis);
  }

  /**
   * True if an instant of event time lies so far back that nobody is to be woken for it.
   *
   * @param now milliseconds since the epoch
   */
  boolean isBehind(long time, long now) {
    return time < now - backlogMillis;
  }

  private static void check(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s must be >= 1, was %d".formatted(name, value));
    }
  }
}
