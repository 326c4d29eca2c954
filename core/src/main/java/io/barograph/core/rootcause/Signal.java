package io.barograph.core.rootcause;

import java.util.Locale;
import java.util.Objects;

/**
 * A signal by its name.
 *
 * @param name unique within the kind
 * @param kind what it says
 * @param share which part of the requests a second of it costs a second, in (0, 1]; 1 for a mean
 */
public record Signal(String name, SignalKind kind, double share) {
  /** Refuses a share that is none. */
  public Signal {
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "share must be in (0, 1], was %s", share));
    }
  }

  /** A mean, a percent or a count. */
  public static Signal of(String name, SignalKind kind) {
    return new Signal(name, kind, 1);
  }

  /**
   * A quantile of durations that stands alone, or is the highest of several: at least {@code 1 -
   * quantile} of the requests take as long, so that a mean is at least that part of it (Markov).
   *
   * @param quantile in [0, 1)
   */
  public static Signal quantile(String name, SignalKind kind, double quantile) {
    return new Signal(name, kind, 1 - quantile);
  }

  /**
   * A quantile beside a higher one: the requests between the two take at least as long.
   *
   * @param quantile in [0, 1)
   * @param higher the next quantile that there is, in (quantile, 1)
   */
  public static Signal quantile(String name, SignalKind kind, double quantile, double higher) {
    return new Signal(name, kind, higher - quantile);
  }
}
