package io.barograph.core.notify;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import java.util.List;
import java.util.TreeMap;

/** Transitions of alerts for tests. */
public final class Alerts {
  private Alerts() {}

  /** An alert that begins to fire, in milliseconds. */
  public static Alert fires(Labels labels, long at) {
    return alert(labels, AlertStatus.FIRING, at, at, 1);
  }

  /** The end of an alert that began to fire at {@code since}. */
  public static Alert ends(Labels labels, long since, long at) {
    return alert(labels, AlertStatus.RESOLVED, since, at, 2);
  }

  /** The end, by the deletion of its rule, of an alert that began to fire at {@code since}. */
  public static Alert isDeleted(Labels labels, long since, long at) {
    return alert(labels, AlertStatus.RESOLVED, AlertReason.RULE_DELETED, since, at, 2);
  }

  /** An alert without data, that began to fire at {@code since}. */
  public static Alert isMute(Labels labels, long since, long at) {
    return alert(labels, AlertStatus.NODATA, since, at, 2);
  }

  private static Alert alert(Labels labels, AlertStatus status, long since, long at, int version) {
    AlertReason reason =
        switch (status) {
          case NODATA -> AlertReason.NO_DATA;
          case RESOLVED -> AlertReason.CONDITION_FALSE;
          default -> AlertReason.CONDITION_TRUE;
        };
    return alert(labels, status, reason, since, at, version);
  }

  private static Alert alert(
      Labels labels, AlertStatus status, AlertReason reason, long since, long at, int version) {
    long never = AlertState.NEVER;
    long endedAt = status.isAlive() ? never : at;
    AlertState state = new AlertState(status, since, since, never, never, endedAt, 1.0, version);
    return new Alert(
        labels, new TreeMap<>(), state, reason, at, Priority.P2, Origin.RULE, List.of(), "");
  }
}
