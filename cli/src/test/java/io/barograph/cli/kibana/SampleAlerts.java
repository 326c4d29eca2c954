package io.barograph.cli.kibana;

import static io.barograph.core.alert.Observation.FALSE;
import static io.barograph.core.alert.Observation.NO_DATA;
import static io.barograph.core.alert.Observation.TRUE;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertLifecycle;
import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.Observation;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Owner;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Alerts in every status, lived through by the life cycle that the job runs. */
final class SampleAlerts {
  private static final long START = SampleIncidents.START;
  private static final long TICK_MILLIS = 60_000;
  private static final AlertPolicy POLICY =
      AlertPolicy.live(Duration.ofMillis(TICK_MILLIS), Duration.ZERO);

  private SampleAlerts() {}

  /** What an alert is about, and the rule pack that says so. */
  private record Subject(Labels labels, String pack) {
    static Subject of(String pack, String... labels) {
      return new Subject(Labels.of(labels), pack);
    }
  }

  /**
   * Every transition of six alerts. They end firing, firing, pending, without data, resolved and
   * inactive; OrderLatencyHigh fires for two label sets, QuotesStale gets its data back once.
   */
  static List<Alert> transitions() {
    List<Alert> all = new ArrayList<>();
    live(all, orderLatency("order-gateway"), TRUE, TRUE);
    live(all, orderLatency("matching"), TRUE, TRUE);
    live(all, Subject.of("system", "alertname", "HostCpuHigh", "severity", "warning"), TRUE);
    live(
        all,
        Subject.of("trading", "alertname", "QuotesStale", "severity", "error", "service", "quotes"),
        TRUE,
        TRUE,
        NO_DATA,
        TRUE,
        NO_DATA);
    live(
        all,
        Subject.of("system", "alertname", "HostDiskFull", "severity", "critical"),
        TRUE,
        TRUE,
        FALSE);
    live(all, orderLatency("risk"), TRUE, FALSE);
    return all;
  }

  private static Subject orderLatency(String service) {
    return Subject.of(
        "trading", "alertname", "OrderLatencyHigh", "severity", "critical", "service", service);
  }

  private static void live(List<Alert> all, Subject subject, Observation... ticks) {
    AlertState state = null;
    for (int i = 0; i < ticks.length; i++) {
      long tick = START + i * TICK_MILLIS;
      AlertLifecycle.Step step = AlertLifecycle.next(state, ticks[i], 0.5 + i, tick, POLICY);
      if (step.isTransition()) {
        state = step.state();
        all.add(transition(subject, step, tick));
      }
    }
  }

  private static Alert transition(Subject subject, AlertLifecycle.Step step, long tick) {
    String name = subject.labels.get(Labels.ALERT_NAME);
    return new Alert(
        subject.labels,
        new TreeMap<>(Map.of("summary", "of " + name)),
        step.state(),
        step.reason(),
        tick,
        Priority.ofSeverity(subject.labels.get("severity")),
        Origin.RULE,
        List.of(new Owner(subject.pack, "group", name, "")),
        "");
  }
}
