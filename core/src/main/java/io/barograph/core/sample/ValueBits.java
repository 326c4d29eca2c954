package io.barograph.core.sample;

/** The values of samples as the raw bits of doubles, the {@link StaleMarker} among them. */
public final class ValueBits {
  private ValueBits() {}

  /**
   * Which of two values of one series at one time counts: the greater by {@link Double#compare},
   * and a stale marker only beside another. So their order does not matter.
   */
  public static long greater(long bits, long otherBits) {
    if (StaleMarker.isStale(bits)) {
      return otherBits;
    }
    if (StaleMarker.isStale(otherBits)) {
      return bits;
    }
    double value = Double.longBitsToDouble(bits);
    return Double.compare(value, Double.longBitsToDouble(otherBits)) >= 0 ? bits : otherBits;
  }
}
