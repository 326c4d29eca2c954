package io.barograph.ml.watch;

import java.io.Serializable;

/**
 * How many series have a model of a heavy detector: each share of the keys has as many, so that who
 * has one does not depend on which operator keeps it.
 *
 * @param series at most so many in all, at least 0
 * @param shares how many shares there are, a power of two
 */
public record ModelLimit(int series, int shares) implements Serializable {
  public ModelLimit {
    if (series < 0 || shares < 1 || Integer.bitCount(shares) != 1) {
      throw new IllegalArgumentException(
          "series must be >= 0 and shares a power of two, were %d and %d"
              .formatted(series, shares));
    }
  }

  /** How many series of a share have one. */
  int of(int share) {
    return series / shares + (share < series % shares ? 1 : 0);
  }
}
