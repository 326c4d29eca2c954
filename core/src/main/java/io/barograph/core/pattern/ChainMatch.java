package io.barograph.core.pattern;

import java.util.List;
import java.util.Objects;

/**
 * A chain that is complete.
 *
 * @param key its pattern, and what its state changes agree on
 * @param changes one for each stage that came, in their order
 * @param time when it was complete, milliseconds of event time: that of the last state change, or
 *     when what had to stay away had done so for long enough
 */
public record ChainMatch(ChainKey key, List<StateChange> changes, long time) {
  public ChainMatch {
    Objects.requireNonNull(key, "key");
    changes = List.copyOf(changes);
  }

  /**
   * What names it: the same whenever the same state changes make the same chain. No pattern has two
   * chains with the same first and last state change.
   */
  public String id() {
    StateChange first = changes.get(0);
    StateChange last = changes.get(changes.size() - 1);
    return "%s/%s/%s@%d/%s@%d"
        .formatted(key.pack(), key.pattern(), first.id(), first.time(), last.id(), last.time());
  }
}
