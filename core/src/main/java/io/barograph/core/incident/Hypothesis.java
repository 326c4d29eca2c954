package io.barograph.core.incident;

import java.util.List;

/**
 * One cause and the alerts that it explains.
 *
 * @param cause where it is
 * @param root the service or host that failed
 * @param evidence the logarithm of the odds against chance
 * @param joined what it explains, the nearest to the root first
 * @param suspects this place and the next ones that would explain most of the same, the likeliest
 *     first
 */
record Hypothesis(
    Cause cause, String root, double evidence, List<Joined> joined, List<Suspect> suspects) {
  /** Where a cause is. */
  enum Cause {
    SERVICE,
    HOST,
    CHANGE
  }

  /**
   * An alert that a cause explains.
   *
   * @param hops how many calls from the root
   * @param from the service that it was reached from; empty at the root
   * @param score the probability that it came of the cause and not by chance, in (0, 1)
   */
  record Joined(AlertSignal alert, int hops, String from, double score) {}
}
