package io.barograph.core.rulepack;

import java.io.Serializable;

/** One record of the topic of rules. */
public sealed interface RulePackRecord extends Serializable
    permits RulePackBody, RulePackHead, RulePackEffect, RulePackRemoval {
  /** What it is about; the newest record of a key holds. */
  RulePackKey key();
}
