package io.barograph.jobs.rules;

import io.barograph.promql.rules.PackText;
import java.util.Optional;

/**
 * That a pack was published: what it is to be, and from when on.
 *
 * @param number its place among all publications; later ones have greater numbers
 * @param pack the name of the pack
 * @param publishedAt names it among those of the pack, milliseconds since the epoch
 * @param effectiveFrom it is to hold from the first tick at or after that
 * @param isTrial true if nothing is said of what stands, only of what is tried
 * @param live the pack; empty if it is to be no more
 * @param shadow the version that is to be tried beside it; empty if none is
 */
public record Publication(
    long number,
    String pack,
    long publishedAt,
    long effectiveFrom,
    boolean isTrial,
    Optional<PackText> live,
    Optional<PackText> shadow) {
  /** The first instant at which it can hold. */
  long earliest() {
    return Math.max(effectiveFrom, publishedAt);
  }

  /** The change that it comes to. */
  RuleChange change(long changeNumber, long tick, long samplesAfter) {
    return new RuleChange(changeNumber, tick, samplesAfter, pack, isTrial, live, shadow);
  }
}
