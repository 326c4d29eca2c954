package io.barograph.jobs.replay;

import io.barograph.core.alert.Priority;
import io.barograph.core.incident.AlertSignal;
import io.barograph.core.incident.PlacedEvidence;
import io.barograph.core.incident.ServiceChange;
import io.barograph.core.labels.Labels;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.StateSource;
import java.util.Optional;

/** Recorded evidence as stages of chains, with the labels that patterns ask for. */
final class RecordedStages {
  private RecordedStages() {}

  /** Alerts and changes; the others are no stage of anything. */
  static Optional<StateChange> of(PlacedEvidence placed) {
    if (placed.evidence() instanceof AlertSignal alert) {
      return Optional.of(
          new StateChange(
              alert.id(),
              StateSource.ALERTS,
              labels(placed.environment(), alert),
              alert.time(),
              alert.isFiring(),
              alert.priority()));
    } else if (placed.evidence() instanceof ServiceChange change) {
      return Optional.of(change.toStateChange());
    }
    return Optional.empty();
  }

  /** The fingerprint tells alerts of one service apart that have the same other labels. */
  private static Labels labels(String environment, AlertSignal alert) {
    return Labels.of(
        "alertname", alert.name(),
        "environment", environment,
        "fingerprint", alert.fingerprint(),
        "host", alert.host(),
        "service", alert.service(),
        "severity", severity(alert.priority()));
  }

  private static String severity(Priority priority) {
    return switch (priority) {
      case P1 -> "critical";
      case P2 -> "error";
      case P3 -> "warning";
      case P4 -> "info";
    };
  }
}
