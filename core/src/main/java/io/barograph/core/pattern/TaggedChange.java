package io.barograph.core.pattern;

import java.util.Objects;

/**
 * A state change as chains of one key see it.
 *
 * @param key the chains
 * @param change the state change
 * @param stages bit i - 1 is set if it is stage i of them; may be none
 * @param isAbsent true if it is what must not come
 * @param isRecovery true if it ends chains that have reached the alert that it is of
 */
public record TaggedChange(
    ChainKey key, StateChange change, int stages, boolean isAbsent, boolean isRecovery) {
  public TaggedChange {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(change, "change");
  }

  /** True if it is stage {@code number}, counted from 1. */
  public boolean isStage(int number) {
    return (stages >>> (number - 1) & 1) == 1;
  }
}
