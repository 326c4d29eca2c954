package io.barograph.core.rootcause;

import java.util.List;

/**
 * A service that may be the root, and why.
 *
 * @param service its name
 * @param score > 0; comparable within one ranking only
 * @param parts what speaks for it, the strongest first
 * @param path from where the incident is seen to the service, which is last
 * @param since when its first signal changed, milliseconds since the epoch; {@link Evidence#NEVER}
 *     if none did
 * @param changedAt when the service, or one that it calls, was changed shortly before; {@link
 *     Evidence#NEVER} if neither was
 */
public record RootCandidate(
    String service, double score, List<Part> parts, List<String> path, long since, long changedAt) {
  /** Keeps copies. */
  public RootCandidate {
    parts = List.copyOf(parts);
    path = List.copyOf(path);
  }

  /** Whether a change speaks for it. */
  public boolean wasChanged() {
    return changedAt != Evidence.NEVER;
  }

  /**
   * A part of a score.
   *
   * @param kind what is not as usual
   * @param signal the name of the signal
   * @param peer of an edge, its other end; of errors that it explains, whose they are; empty
   *     otherwise
   * @param strength deviation times share
   * @param deviation in usual deviations
   * @param share which part of all that is more than usual, with what is usual, it is, in [0, 1]
   * @param isExplained whether it is the peer's, and the service explains it
   */
  public record Part(
      SignalKind kind,
      String signal,
      String peer,
      double strength,
      double deviation,
      double share,
      boolean isExplained) {}
}
