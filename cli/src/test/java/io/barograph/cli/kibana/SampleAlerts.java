package io.barograph.cli.kibana;

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
  private static final long START = 1_790_000_000_000L;
  private static final long TICK_MILLIS = 60_000;
  private static final AlertPolicy POLICY =
      AlertPolicy.live(Duration.ofMillis(TICK_MILLIS), Duration.ZERO);

  private SampleAlerts() {}

  /** Every transition of five alerts that end pending, firing, nodata, resolved and inactive. */
  static List<Alert> transitions() {
    List<Alert> all = new ArrayList<>();
    live(
        all,
        alert("OrderLatencyHigh", "critical", "order-gateway", "trading"),
        Observation.TRUE,
        Observation.TRUE);
    live(all, alert("HostCpuHigh", "warning", "", "system"), Observation.TRUE);
    live(
        all,
        alert("QuotesStale", "error", "quotes", "trading"),
        Observation.TRUE,
        Observation.TRUE,
        Observation.NO_DATA);
    live(
        all,
        alert("HostDiskFull", "critical", "", "system"),
        Observation.TRUE,
        Observation.TRUE,
        Observation.FALSE);
    live(
        all,
        alert("OrderLatencyHigh", "critical", "risk", "trading"),
        Observation.TRUE,
        Observation.FALSE);
    return all;
  }

  private static void live(List<Alert> all, Map<String, String> labels, Observation... ticks) {
    AlertState state = null;
    for (int i = 0; i < ticks.length; i++) {
      long tick = START + i * TICK_MILLIS;
      AlertLifecycle.Step step = AlertLifecycle.next(state, ticks[i], 0.5 + i, tick, POLICY);
      if (step.isTransition()) {
        state = step.state();
        all.add(transition(labels, step, tick));
      }
    }
  }

  private static Alert transition(Map<String, String> labels, AlertLifecycle.Step step, long tick) {
    Labels.Builder identity = Labels.builder();
    labels.forEach(
        (name, value) -> {
          if (!name.equals("pack")) {
            identity.set(name, value);
          }
        });
    return new Alert(
        identity.build(),
        new TreeMap<>(Map.of("summary", "of " + labels.get("alertname"))),
        step.state(),
        step.reason(),
        tick,
        Priority.ofSeverity(labels.get("severity")),
        Origin.RULE,
        List.of(new Owner(labels.get("pack"), "group", labels.get("alertname"), "")),
        "");
  }

  /* A service without a name is no label at all, as everywhere. */
  private static Map<String, String> alert(
      String name, String severity, String service, String pack) {
    Map<String, String> labels =
        new TreeMap<>(Map.of("alertname", name, "severity", severity, "pack", pack));
    if (!service.isEmpty()) {
      labels.put("service", service);
    }
    return labels;
  }
}
