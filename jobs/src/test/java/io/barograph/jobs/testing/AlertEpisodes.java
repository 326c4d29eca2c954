package io.barograph.jobs.testing;

import static io.barograph.core.alert.AlertState.NEVER;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import java.util.List;
import java.util.TreeMap;

/** The transitions of alerts that fire at once. */
public final class AlertEpisodes {
  private AlertEpisodes() {}

  /** An alert that begins. */
  public static Alert fires(Labels labels, long at) {
    AlertState state = new AlertState(AlertStatus.FIRING, at, at, NEVER, NEVER, NEVER, 1, 1);
    return alert(labels, state, AlertReason.CONDITION_TRUE, at);
  }

  /**
   * An alert that ends.
   *
   * @param since when it began
   * @param reason why
   */
  public static Alert ends(Labels labels, long since, long at, AlertReason reason) {
    AlertState state = new AlertState(AlertStatus.RESOLVED, since, since, NEVER, NEVER, at, 1, 2);
    return alert(labels, state, reason, at);
  }

  private static Alert alert(Labels labels, AlertState state, AlertReason reason, long at) {
    return new Alert(
        labels,
        new TreeMap<>(),
        state,
        reason,
        at,
        Priority.ofSeverity(labels.get("severity")),
        Origin.RULE,
        List.of(),
        "");
  }
}
