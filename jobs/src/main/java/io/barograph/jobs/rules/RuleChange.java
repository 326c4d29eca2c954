package io.barograph.jobs.rules;

/**
 * That a pack has changed, and since when.
 *
 * @param number its place among the changes of the job, from 1
 * @param effectiveFrom the first tick that the rules are evaluated at as they are then
 * @param samplesAfter series that no rule read before are known from their samples behind this
 * @param pack the name of the pack
 * @param text the pack as it is then; null if it is no more
 */
public record RuleChange(
    long number, long effectiveFrom, long samplesAfter, String pack, RulePacks.PackText text) {}
