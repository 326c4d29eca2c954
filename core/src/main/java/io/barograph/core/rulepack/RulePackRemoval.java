package io.barograph.core.rulepack;

import java.util.Objects;

/** That what stood under a key is gone. */
public record RulePackRemoval(RulePackKey key) implements RulePackRecord {
  public RulePackRemoval {
    Objects.requireNonNull(key);
  }
}
