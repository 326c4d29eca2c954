package io.barograph.core.pattern;

import java.util.Comparator;
import java.util.Objects;

/**
 * What happens to the chains of one key.
 *
 * @param kind what it is
 * @param tagged the state change, or the one that began to wait
 * @param time when it happens, milliseconds of event time
 */
public record ChainEvent(Kind kind, TaggedChange tagged, long time) {
  /**
   * What may happen, in the order in which it does at one time. Their places are part of the
   * savepoint format: add behind, never move.
   */
  public enum Kind {
    /** A state change. */
    CHANGE,
    /** What had to stay away behind a state change has done so for long enough. */
    ELAPSED,
    /** A chain that began with a state change is waited for no longer. */
    EXPIRED
  }

  /** By time, then by kind, then as state changes are ordered. */
  public static final Comparator<ChainEvent> ORDER =
      Comparator.comparingLong(ChainEvent::time)
          .thenComparing(ChainEvent::kind)
          .thenComparing(event -> event.tagged.change(), StateChange.ORDER);

  public ChainEvent {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(tagged, "tagged");
  }

  /** A state change as an event. */
  public static ChainEvent of(TaggedChange tagged) {
    return new ChainEvent(Kind.CHANGE, tagged, tagged.change().time());
  }

  /** The chains. */
  public ChainKey key() {
    return tagged.key();
  }

  /** True if it is a state change, told before. */
  public boolean isToldAgain(ChainEvent before) {
    return kind == Kind.CHANGE
        && before.kind == Kind.CHANGE
        && tagged.change().isTheSameAs(before.tagged.change());
  }
}
