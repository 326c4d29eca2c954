package io.barograph.jobs.rules;

/**
 * What a job made of a publication; a replay does the same again.
 *
 * @param publication what was published
 * @param effectiveFrom the tick from which the job evaluates it
 * @param samplesAfter series that no rule read before are known from their samples behind this
 * @param refused why it was not taken; empty if it was
 */
public record Decision(
    Publication publication, long effectiveFrom, long samplesAfter, String refused) {
  static Decision refused(Publication publication, String reason) {
    return new Decision(publication, 0, 0, reason);
  }

  boolean isRefused() {
    return !refused.isEmpty();
  }
}
