package io.barograph.jobs.versions;

import io.barograph.core.rulepack.RulePackRecord;

/** One record of the topic of rules, as it was read. */
public sealed interface RuleNews {
  /** Its offset. */
  long offset();

  /** A record that is what it should be. */
  record Told(long offset, RulePackRecord record) implements RuleNews {}

  /**
   * A record that cannot be used, and is passed over by everybody.
   *
   * @param sentence where it stands, its key, and what is wrong
   */
  record Unusable(long offset, String sentence) implements RuleNews {}
}
