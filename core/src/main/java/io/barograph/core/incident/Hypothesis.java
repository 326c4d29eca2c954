package io.barograph.core.incident;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One cause and the alerts that it explains.
 *
 * @param cause where it is
 * @param root the service or host that failed; empty if it is none
 * @param evidence the logarithm of the odds against chance
 * @param joined what it explains, the nearest to the root first
 * @param suspects this place and the next ones that would explain most of the same, the likeliest
 *     first
 */
record Hypothesis(
    Cause cause, String root, double evidence, List<Joined> joined, List<Suspect> suspects) {
  /** Of alerts that are alike, so many have to be so by one trait. */
  private static final double BY_ONE_TRAIT = 0.7;

  /** True unless it is alerts that are alike, but by a trait here and by another one there. */
  boolean isOne() {
    if (cause != Cause.ALIKE) {
      return true;
    }
    Map<String, Integer> traits = new HashMap<>();
    joined.forEach(one -> traits.merge(one.from(), 1, Integer::sum));
    return Collections.max(traits.values()) >= BY_ONE_TRAIT * joined.size();
  }

  /** Where a cause is. */
  enum Cause {
    SERVICE,
    HOST,
    CHANGE,
    ALIKE
  }

  /**
   * An alert that a cause explains.
   *
   * @param hops how many calls from the root
   * @param from the service that it was reached from, or the trait by which it was; empty at the
   *     root
   * @param score the probability that it came of the cause and not by chance, in (0, 1)
   */
  record Joined(AlertSignal alert, int hops, String from, double score) {}
}
