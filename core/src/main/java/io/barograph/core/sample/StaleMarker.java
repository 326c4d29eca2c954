package io.barograph.core.sample;

/**
 * The bit pattern by which Prometheus marks the end of a series.
 *
 * <p>It is a signalling NaN that arithmetic may quieten, so it is recognised where bytes are
 * decoded and travels as a flag from there on, never as a double.
 */
public final class StaleMarker {
  /** The marker's bits on the wire. */
  public static final long BITS = 0x7ff0000000000002L;

  private StaleMarker() {}

  /** True if these raw bits of a double are the marker. */
  public static boolean isStale(long rawBits) {
    return rawBits == BITS;
  }
}
