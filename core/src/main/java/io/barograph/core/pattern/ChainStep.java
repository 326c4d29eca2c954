package io.barograph.core.pattern;

/**
 * When a chain goes on, and when it is over.
 *
 * <p>A chain is what began with one state change; the next stage is the first that comes. It is
 * over when the alert that it has reached recovers, if its pattern ends on recovery; when what must
 * not come comes behind its stages; and when its time has passed. A chain of one stage so far is
 * also over when the very alert begins again, with which another chain begins: so what is told is
 * as near to its end as can be, and nothing is missed. What is the next stage ends no chain but by
 * coming where nothing must.
 */
public final class ChainStep {
  private ChainStep() {}

  /** True if a chain of so many stages begins with an event. */
  public static boolean begins(ChainEvent event, int length) {
    return event.kind() == ChainEvent.Kind.CHANGE
        && event.tagged().isStage(1)
        && event.key().length() == length;
  }

  /**
   * True if a chain goes on to a stage with an event.
   *
   * @param stage counted from 1, at least 2; the one behind {@code reached}
   * @param first the event with which the chain began
   * @param reached the event of the stage before
   */
  public static boolean goesOn(ChainEvent event, int stage, ChainEvent first, ChainEvent reached) {
    ChainKey key = first.key();
    if (stage > key.stages()) {
      return event.kind() == ChainEvent.Kind.ELAPSED && isOf(event, reached);
    }
    return event.kind() == ChainEvent.Kind.CHANGE
        && event.tagged().isStage(stage)
        && event.time() - first.time() <= key.withinMillis();
  }

  /**
   * True if a chain is over with an event.
   *
   * @param stage that the chain has reached, counted from 1
   * @param first the event with which it began
   * @param reached the event of that stage
   */
  public static boolean isOver(ChainEvent event, int stage, ChainEvent first, ChainEvent reached) {
    return switch (event.kind()) {
      case EXPIRED -> isOf(event, first);
      case ELAPSED -> false;
      case CHANGE -> {
        TaggedChange tagged = event.tagged();
        if (tagged.isAbsent() && stage == first.key().stages()) {
          yield true;
        }
        boolean recovers = tagged.isRecovery() && isOfTheAlert(event, reached);
        boolean again = stage == 1 && tagged.isStage(1) && beginsAgain(event, first);
        yield (recovers || again) && !tagged.isStage(stage + 1);
      }
    };
  }

  private static boolean beginsAgain(ChainEvent event, ChainEvent first) {
    return event.tagged().change().isFiring() == first.tagged().change().isFiring()
        && isOfTheAlert(event, first);
  }

  private static boolean isOfTheAlert(ChainEvent event, ChainEvent reached) {
    StateChange began = reached.tagged().change();
    StateChange change = event.tagged().change();
    return began.source() == change.source() && began.labels().equals(change.labels());
  }

  private static boolean isOf(ChainEvent event, ChainEvent one) {
    return event.tagged().change().isTheSameAs(one.tagged().change());
  }
}
