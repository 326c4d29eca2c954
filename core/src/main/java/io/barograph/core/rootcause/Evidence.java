package io.barograph.core.rootcause;

/**
 * That a signal is not as usual.
 *
 * @param kind what the signal says
 * @param signal its name
 * @param service whom it blames
 * @param peer of an edge, its other end; empty otherwise
 * @param deviation by how many of its usual deviations, >= 0: is it chance?
 * @param harm how much more it is than usual, over the window: percent of capacity, seconds,
 *     failures, or lines and calls more or fewer; >= 0: does it matter?
 * @param usual how much it usually is over such a window, in the same unit
 * @param since when it changed, milliseconds since the epoch; {@link Long#MAX_VALUE} if it is
 *     within what is usual all the time
 */
public record Evidence(
    SignalKind kind,
    String signal,
    String service,
    String peer,
    double deviation,
    double harm,
    double usual,
    long since) {

  /** Never changed. */
  public static final long NEVER = Long.MAX_VALUE;

  /**
   * An alert and nothing else.
   *
   * @param strength how bad it is compared with other alerts, >= 0; 1 where all are alike
   */
  public static Evidence alert(String service, double strength, long since) {
    return new Evidence(SignalKind.ALERT, "alert", service, "", strength, 1, 0, since);
  }
}
