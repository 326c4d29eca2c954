package io.barograph.core.alert;

import static io.barograph.core.alert.AlertState.NEVER;

import java.time.Duration;

/**
 * The life of one alert: {@code inactive → pending → firing → (keep-firing) → resolved}, with
 * {@code nodata} beside it.
 *
 * <p>Ticks are given in ascending order. Every step returns the new state and, if the alert changed
 * its status, the reason.
 */
public final class AlertLifecycle {
  /*
   * The rules for `for` and `keep_firing_for` are those of Prometheus's alerting rules:
   *   - a new element is pending, and fires at the first tick with tick - activeAt >= for, which may
   *     be the same tick;
   *   - a pending alert whose element is missing is over at once;
   *   - a firing one goes on while tick - keepFiringSince < keep_firing_for;
   *   - it falls back to pending if `for` has been made longer than the alert is old;
   *   - a new element after the end is a new episode.
   * NODATA is ours: a missing element whose supporting data is missing too says nothing about the
   * condition, so the alert keeps what it was until data returns or the time-out passes.
   */

  /** How long an alert that has ended is still shown as such. */
  public static final Duration RESOLVED_RETENTION = Duration.ofMinutes(15);

  private static final long RETENTION_MILLIS = RESOLVED_RETENTION.toMillis();

  private AlertLifecycle() {}

  /**
   * One step of an alert's life.
   *
   * @param state the alert after this tick, the very one before it if nothing has changed; null if
   *     there is none
   * @param reason why its status changed; null if it did not
   */
  public record Step(AlertState state, AlertReason reason) {
    static final Step NOTHING = new Step(null, null);

    /** True if the alert changed its status, and so has something to tell. */
    public boolean isTransition() {
      return reason != null;
    }

    /** True if there is more to remember than the state {@code before}. */
    @SuppressWarnings("ReferenceEquality") // a state that has not changed is the one before
    public boolean changes(AlertState before) {
      return state != before;
    }
  }

  /**
   * The alert after one more tick.
   *
   * @param state the alert after the tick before, or null
   * @param observation what this tick says
   * @param value the value of the element; read only if the observation is {@link Observation#TRUE}
   * @param tick milliseconds of event time, greater than those of the ticks before
   * @param policy the rule's clauses, as they are at this tick
   */
  public static Step next(
      AlertState state, Observation observation, double value, long tick, AlertPolicy policy) {
    if (state == null || !state.status().isAlive()) {
      return observation == Observation.TRUE
          ? activated(value, tick, policy)
          : new Step(state, null);
    }
    return switch (observation) {
      case TRUE -> stillTrue(state.withValue(value), tick, policy);
      case NOT_RECOVERED -> notRecovered(state, tick);
      case FALSE -> turnedFalse(state, tick, policy);
      case NO_DATA ->
          policy.noData() == NoDataPolicy.RESOLVE
              ? turnedFalse(state, tick, policy)
              : withoutData(state, tick, policy);
    };
  }

  /** The alert after its rule was deleted at {@code tick}. */
  public static Step deleted(AlertState state, long tick) {
    return ended(state, tick, AlertReason.RULE_DELETED);
  }

  /** The alert after its rule would have had more alerts at {@code tick} than it may have. */
  public static Step overLimit(AlertState state, long tick) {
    return ended(state, tick, AlertReason.LIMIT_EXCEEDED);
  }

  private static Step ended(AlertState state, long tick, AlertReason reason) {
    return state == null || !state.status().isAlive()
        ? Step.NOTHING
        : new Step(state.ended(tick), reason);
  }

  /** True if the episode ended so long ago that nothing needs to be remembered of it. */
  public static boolean isForgotten(AlertState state, long tick) {
    return state.endedAt() != NEVER && tick - state.endedAt() >= RETENTION_MILLIS;
  }

  private static Step activated(double value, long tick, AlertPolicy policy) {
    AlertState pending =
        new AlertState(AlertStatus.PENDING, tick, NEVER, NEVER, NEVER, NEVER, value, 0);
    return policy.hold().isZero()
        ? new Step(pending.firing(tick), AlertReason.CONDITION_TRUE)
        : new Step(pending.pending(), AlertReason.CONDITION_TRUE);
  }

  private static Step stillTrue(AlertState state, long tick, AlertPolicy policy) {
    boolean heldLongEnough = tick - state.activeAt() >= policy.hold().toMillis();
    return switch (state.status()) {
      case PENDING ->
          heldLongEnough
              ? new Step(state.firing(tick), AlertReason.HELD_LONG_ENOUGH)
              : new Step(state, null);
      case FIRING ->
          heldLongEnough
              ? new Step(state.keptFiringSince(NEVER), null)
              : new Step(state.pending(), AlertReason.HOLD_EXTENDED);
      case NODATA ->
          new Step(
              heldLongEnough ? state.firing(tick) : state.pending(), AlertReason.DATA_RETURNED);
      case RESOLVED, INACTIVE -> throw new IllegalStateException("ended: " + state);
    };
  }

  private static Step notRecovered(AlertState state, long tick) {
    return switch (state.status()) {
      case PENDING -> new Step(state.ended(tick), AlertReason.NEVER_HELD);
      case NODATA ->
          state.hasFired()
              ? new Step(state.firing(tick), AlertReason.DATA_RETURNED)
              : new Step(state.ended(tick), AlertReason.NEVER_HELD);
      case FIRING -> new Step(state.keptFiringSince(NEVER), null);
      case RESOLVED, INACTIVE -> throw new IllegalStateException("ended: " + state);
    };
  }

  private static Step turnedFalse(AlertState state, long tick, AlertPolicy policy) {
    if (state.status() == AlertStatus.PENDING || !state.hasFired()) {
      return new Step(state.ended(tick), AlertReason.NEVER_HELD);
    }
    if (policy.keepFiring().isZero()) {
      return new Step(state.ended(tick), AlertReason.CONDITION_FALSE);
    }
    if (state.status() == AlertStatus.NODATA) {
      return new Step(state.firing(tick).keptFiringSince(tick), AlertReason.DATA_RETURNED);
    }
    if (state.keepFiringSince() == NEVER) {
      return new Step(state.keptFiringSince(tick), null);
    }
    return tick - state.keepFiringSince() < policy.keepFiring().toMillis()
        ? new Step(state, null)
        : new Step(state.ended(tick), AlertReason.KEEP_FIRING_ELAPSED);
  }

  private static Step withoutData(AlertState state, long tick, AlertPolicy policy) {
    if (state.status() != AlertStatus.NODATA) {
      return new Step(state.withoutData(tick), AlertReason.NO_DATA);
    }
    return tick - state.noDataSince() >= policy.noDataTimeout().toMillis()
        ? new Step(state.ended(tick), AlertReason.NODATA_TIMEOUT)
        : new Step(state, null);
  }
}
