package io.barograph.core.route;

import java.io.Serializable;

/**
 * How much one receiver is told at most: what is beyond it waits, and is told in one.
 *
 * @param notifications so many, at least 1
 * @param perMillis in any span of this length, over 0
 */
public record ReceiverCap(int notifications, long perMillis) implements Serializable {
  /** Checks the ranges. */
  public ReceiverCap {
    if (notifications < 1 || perMillis < 1) {
      throw new IllegalArgumentException(
          "a cap is of at least 1 notification in at least 1 ms, was %d in %d ms"
              .formatted(notifications, perMillis));
    }
  }
}
