package io.barograph.core.prediction;

/**
 * What a join has seen. Predictions less their duplicates are labelled, given up or open; outcomes
 * less their duplicates are labels, orphans or open.
 *
 * @param predictions all of them, duplicates among them
 * @param outcomes all of them, duplicates among them
 * @param labelled predictions that met their outcome
 * @param givenUp predictions whose outcome is no longer waited for, those evicted among them
 * @param orphans outcomes that no prediction came for, those evicted among them
 * @param duplicatePredictions told again; the first counts
 * @param duplicateOutcomes told again; the first counts
 * @param conflictingOutcomes those of them that say something else
 * @param early outcomes that were known before their prediction was made
 * @param evicted ids that were forgotten because there were too many
 */
public record JoinCounts(
    long predictions,
    long outcomes,
    long labelled,
    long givenUp,
    long orphans,
    long duplicatePredictions,
    long duplicateOutcomes,
    long conflictingOutcomes,
    long early,
    long evicted) {}
