package io.barograph.core.pattern;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * Something is no longer as it was: an alert began or recovered, or somebody changed something.
 *
 * <p>Two with the same source, id, time and direction are one that was told twice.
 *
 * @param id of the alert's episode, or of the change
 * @param source what it is of
 * @param labels of the alert, {@code alertname} inside, or of the change: {@code kind}, {@code
 *     service}, {@code version}
 * @param time milliseconds of event time
 * @param isFiring true if an alert began or something was changed, false if an alert recovered
 * @param priority of the alert; {@link Priority#P4} for a change
 */
public record StateChange(
    String id, StateSource source, Labels labels, long time, boolean isFiring, Priority priority) {
  /**
   * By time; at one time what began before what recovered, changes before alerts, and of alerts the
   * least urgent first, so that what grew worse at once is in order.
   */
  public static final Comparator<StateChange> ORDER =
      Comparator.comparingLong(StateChange::time)
          .thenComparing(change -> !change.isFiring)
          .thenComparing(StateChange::source)
          .thenComparing(StateChange::priority, Comparator.reverseOrder())
          .thenComparing(StateChange::id)
          .thenComparing(StateChange::labels);

  public StateChange {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(priority, "priority");
  }

  /** True if one of both was told twice. */
  public boolean isTheSameAs(StateChange other) {
    return time == other.time
        && isFiring == other.isFiring
        && source == other.source
        && id.equals(other.id);
  }

  /** That somebody changed something. */
  public static StateChange ofChange(String id, Labels labels, long time) {
    return new StateChange(id, StateSource.CHANGES, labels, time, true, Priority.P4);
  }

  /**
   * What a transition of an alert says; empty unless the alert fires for the first time in its
   * episode, or recovers. An alert that ended for want of data, with its rule or over its limit has
   * not recovered, and one whose data has returned has not begun again.
   */
  public static Optional<StateChange> of(Alert alert) {
    AlertState state = alert.state();
    return switch (state.status()) {
      case FIRING ->
          state.firedAt() == alert.updatedAt() ? Optional.of(of(alert, true)) : Optional.empty();
      case RESOLVED -> hasRecovered(alert) ? Optional.of(of(alert, false)) : Optional.empty();
      case PENDING, NODATA, INACTIVE -> Optional.empty();
    };
  }

  private static boolean hasRecovered(Alert alert) {
    return switch (alert.reason()) {
      case CONDITION_FALSE, KEEP_FIRING_ELAPSED -> true;
      case CONDITION_TRUE,
          HELD_LONG_ENOUGH,
          NEVER_HELD,
          HOLD_EXTENDED,
          NO_DATA,
          DATA_RETURNED,
          NODATA_TIMEOUT,
          RULE_DELETED,
          LIMIT_EXCEEDED ->
          false;
    };
  }

  private static StateChange of(Alert alert, boolean isFiring) {
    return new StateChange(
        alert.id(),
        StateSource.ALERTS,
        alert.labels(),
        alert.updatedAt(),
        isFiring,
        alert.priority());
  }
}
