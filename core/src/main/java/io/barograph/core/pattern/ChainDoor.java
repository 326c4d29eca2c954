package io.barograph.core.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides which state changes may take part in the chains of one key, so that no more than so many
 * are open.
 */
public final class ChainDoor {
  private ChainDoor() {}

  /**
   * What becomes of a state change.
   *
   * @param outcome what, and why
   * @param event that takes part; null if it does not
   * @param later what happens in consequence, at later times
   */
  public record Passage(Outcome outcome, ChainEvent event, List<ChainEvent> later) {
    /** True if a chain may begin with it. */
    public boolean opens() {
      return outcome == Outcome.OPENS;
    }
  }

  /** What becomes of a state change. */
  public enum Outcome {
    /** A chain may begin with it, and others go on. */
    OPENS,
    /** Chains may go on with it. */
    PASSES,
    /** No chain may begin with it, since too many are open. */
    OVER_BOUND,
    /** No chain is open with which it could go on. */
    NOTHING_OPEN
  }

  /**
   * What becomes of a state change, all before which have been asked about.
   *
   * @param open how many chains are open, at least 0
   * @param bound how many may be, at least 1
   */
  public static Passage pass(ChainEvent event, int open, int bound) {
    TaggedChange tagged = event.tagged();
    if (!tagged.isStage(1)) {
      return open == 0 ? closed(Outcome.NOTHING_OPEN) : passed(Outcome.PASSES, tagged);
    }
    if (open < bound) {
      return passed(Outcome.OPENS, tagged);
    }
    TaggedChange rest =
        new TaggedChange(
            tagged.key(),
            tagged.change(),
            tagged.stages() & ~1,
            tagged.isAbsent(),
            tagged.isRecovery());
    return rest.stages() == 0 && !rest.isAbsent() && !rest.isRecovery()
        ? closed(Outcome.OVER_BOUND)
        : passed(Outcome.OVER_BOUND, rest);
  }

  private static Passage closed(Outcome outcome) {
    return new Passage(outcome, null, List.of());
  }

  private static Passage passed(Outcome outcome, TaggedChange tagged) {
    ChainKey key = tagged.key();
    long time = tagged.change().time();
    List<ChainEvent> later = new ArrayList<>();
    if (key.hasAbsence() && tagged.isStage(key.stages())) {
      later.add(new ChainEvent(ChainEvent.Kind.ELAPSED, tagged, time + key.absentMillis()));
    }
    if (outcome == Outcome.OPENS) {
      later.add(new ChainEvent(ChainEvent.Kind.EXPIRED, tagged, time + key.lifetimeMillis()));
    }
    return new Passage(outcome, ChainEvent.of(tagged), later);
  }
}
