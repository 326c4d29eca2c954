package io.barograph.core.rootcause;

/**
 * A signal of a service, or of an edge, over one interval.
 *
 * @param time the interval's, milliseconds since the epoch
 * @param signal what was measured
 * @param service whose it is; of an edge, the caller
 * @param callee of an edge, the callee; empty otherwise
 * @param value in the unit of the signal's kind: percent, seconds, or a count
 * @param requests how many requests the value is of; 1 for a utilisation
 */
public record Measure(
    long time, Signal signal, String service, String callee, double value, double requests) {

  /** A signal of a service. */
  public static Measure of(
      long time, Signal signal, String service, double value, double requests) {
    return new Measure(time, signal, service, "", value, requests);
  }

  /** Whether there is anything in it: a value that is a number, of some request. */
  public boolean isUsable() {
    return Double.isFinite(value) && value >= 0 && Double.isFinite(requests) && requests > 0;
  }

  /** Whom the measure blames. */
  String blamed() {
    return signal.kind() == SignalKind.NETWORK_TIME ? callee : service;
  }
}
