package io.barograph.core.rulepack;

import java.util.Objects;

/**
 * What a job made of a head. A replay does the same again.
 *
 * @param job the job's name
 * @param pack the head's pack
 * @param publishedAt the head's
 * @param effectiveFrom the tick from which the job evaluates what the head says, milliseconds of
 *     event time
 * @param samplesAfter the event time after which samples of series that no rule read before are
 *     stored
 * @param change the place of the head among all records of the topic
 * @param refused why the job did not take what the head says; empty if it did
 */
public record RulePackEffect(
    String job,
    String pack,
    long publishedAt,
    long effectiveFrom,
    long samplesAfter,
    long change,
    String refused)
    implements RulePackRecord {
  public RulePackEffect {
    Checks.name("job", job);
    Checks.name("pack", pack);
    Checks.atLeast("publishedAt", publishedAt, 0);
    Checks.atLeast("effectiveFrom", effectiveFrom, 0);
    Checks.atLeast("samplesAfter", samplesAfter, 0);
    Checks.atLeast("change", change, 0);
    Objects.requireNonNull(refused, "refused");
  }

  @Override
  public RulePackKey.OfEffect key() {
    return new RulePackKey.OfEffect(job, pack, publishedAt);
  }
}
