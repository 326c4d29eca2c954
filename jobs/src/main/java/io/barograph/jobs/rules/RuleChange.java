package io.barograph.jobs.rules;

import io.barograph.promql.rules.PackText;
import java.util.Optional;

/**
 * That a pack has changed, and since when.
 *
 * @param number its place among the changes of the job, from 1
 * @param effectiveFrom the first tick that the rules are evaluated at as they are then
 * @param samplesAfter series that no rule read before are known from their samples behind this
 * @param pack the name of the pack
 * @param isTrial true if nothing is said of what stands, only of what is tried
 * @param live the pack as it is then; empty if it is no more
 * @param shadow the version that is tried beside it; empty if none is
 */
public record RuleChange(
    long number,
    long effectiveFrom,
    long samplesAfter,
    String pack,
    boolean isTrial,
    Optional<PackText> live,
    Optional<PackText> shadow) {}
