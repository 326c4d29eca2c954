package io.barograph.core.rulepack;

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
 * @param change counts the job's changes of its rules; heads that the job took together share one
 */
public record RulePackEffect(
    String job, String pack, long publishedAt, long effectiveFrom, long samplesAfter, long change)
    implements RulePackRecord {
  public RulePackEffect {
    Checks.name("job", job);
    Checks.name("pack", pack);
    Checks.atLeast("publishedAt", publishedAt, 0);
    Checks.atLeast("effectiveFrom", effectiveFrom, 0);
    Checks.atLeast("samplesAfter", samplesAfter, 0);
    Checks.atLeast("change", change, 0);
  }

  @Override
  public RulePackKey.OfEffect key() {
    return new RulePackKey.OfEffect(job, pack, publishedAt);
  }
}
