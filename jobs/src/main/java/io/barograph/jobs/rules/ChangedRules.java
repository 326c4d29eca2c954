package io.barograph.jobs.rules;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What changes make of the rules of this process, checked once and not by each subtask that takes a
 * change. Thread-safe.
 */
final class ChangedRules {
  private static final int MOST = 64;

  private final Map<ByteBuffer, Outcome> outcomes =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Outcome> eldest) {
          return size() > MOST;
        }
      };

  /** The rules after a change, and why they cannot be used; empty if they can. */
  private record Outcome(PackRules rules, String problems) {}

  /**
   * The rules after a change; whoever asks while they are checked waits for it.
   *
   * @throws IllegalArgumentException if they cannot be used; the message says why
   */
  synchronized PackRules get(PackRules before, RuleChange change) {
    PackRules rules = before.changedBy(change);
    Outcome outcome =
        outcomes.computeIfAbsent(
            SharedRuleSets.digest(rules),
            any -> new Outcome(rules, String.join("; ", rules.problemsOfChange())));
    if (!outcome.problems.isEmpty()) {
      throw new IllegalArgumentException(outcome.problems);
    }
    return outcome.rules;
  }
}
