package io.barograph.cep.chain;

import io.barograph.core.alert.Priority;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.pattern.Absence;
import io.barograph.core.pattern.ChainPattern;
import io.barograph.core.pattern.ChainStage;
import io.barograph.core.pattern.Correlation;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.StateSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Patterns and state changes by hand. */
final class Chains {
  private Chains() {}

  /** A warning, an error and something critical within 15 minutes, without recovery. */
  static ChainPattern escalation() {
    return of(
        "escalation",
        true,
        Optional.empty(),
        severity("warning"),
        severity("error"),
        severity("critical"));
  }

  /** The alerts 1 to {@code length}. */
  static ChainPattern ofLength(int length) {
    List<ChainStage> stages = new ArrayList<>();
    for (int stage = 1; stage <= length; stage++) {
      stages.add(severity("s" + stage));
    }
    return of("steps", false, Optional.empty(), stages.toArray(new ChainStage[0]));
  }

  /** So many alerts, and for so long no {@code healthy} behind them. */
  static ChainPattern unanswered(int stages, Duration time) {
    List<ChainStage> all = new ArrayList<>();
    for (int stage = 1; stage <= stages; stage++) {
      all.add(severity("s" + stage));
    }
    return of(
        "unanswered",
        false,
        Optional.of(new Absence(severity("healthy"), time)),
        all.toArray(new ChainStage[0]));
  }

  static ChainPattern of(
      String name, boolean endsOnRecovery, Optional<Absence> absence, ChainStage... stages) {
    return new ChainPattern(
        name,
        "escalation",
        List.of(stages),
        absence,
        Duration.ofMinutes(15),
        Correlation.OF_ESCALATION,
        endsOnRecovery,
        new TreeMap<>());
  }

  static ChainStage severity(String severity) {
    return new ChainStage(
        StateSource.ALERTS, List.of(LabelMatcher.equal("severity", severity)), true);
  }

  static StateChange fires(String id, String severity, long time) {
    return change(id, "oms", severity, time, true);
  }

  static StateChange recovers(String id, String severity, long time) {
    return change(id, "oms", severity, time, false);
  }

  static StateChange change(
      String id, String service, String severity, long time, boolean isFiring) {
    Labels labels =
        Labels.of("alertname", "Latency" + severity, "service", service, "severity", severity);
    return new StateChange(
        id, StateSource.ALERTS, labels, time, isFiring, Priority.ofSeverity(severity));
  }
}
