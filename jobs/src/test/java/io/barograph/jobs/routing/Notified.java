package io.barograph.jobs.routing;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Priority;
import io.barograph.core.command.Command;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.notify.NotifyReason;
import io.barograph.core.route.Silence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Alerts, notifications and orders for tests. */
public final class Notified {
  private Notified() {}

  /** A transition of an alert that began to fire at {@code since}. */
  public static Alert alert(String name, AlertStatus status, long since, long at) {
    long never = AlertState.NEVER;
    AlertState state =
        new AlertState(
            status,
            since,
            since,
            never,
            never,
            status.isAlive() ? never : at,
            1.5,
            status.isAlive() ? 1 : 2);
    return new Alert(
        Labels.of("alertname", name, "service", "api"),
        new TreeMap<>(Map.of("summary", name + " is wrong")),
        state,
        status.isAlive() ? AlertReason.CONDITION_TRUE : AlertReason.CONDITION_FALSE,
        at,
        Priority.P2,
        Origin.RULE,
        List.of(),
        "http://b/graph");
  }

  /** A notification of one alert that fires, and one that has ended. */
  public static Notification notification(String id, String receiver, long at) {
    NotifiedAlert fires =
        NotifiedAlert.of(alert("Down", AlertStatus.FIRING, at - 30_000, at)).orElseThrow();
    NotifiedAlert over =
        NotifiedAlert.of(alert("Slow", AlertStatus.RESOLVED, at - 90_000, at)).orElseThrow();
    return new Notification(
        id,
        receiver,
        "{}:{service=\"api\"}",
        Labels.of("service", "api"),
        Labels.of("team", "ops"),
        NotifyReason.NEW_ALERTS,
        List.of(fires, over),
        3,
        "incident-1",
        at);
  }

  /** A silence of all alerts of one name. */
  public static Command silence(String id, String alertName, long from, long until) {
    Silence silence =
        new Silence(
            "",
            List.of(
                LabelMatcher.equal("alertname", alertName),
                LabelMatcher.of(LabelMatcher.Type.NOT_REGEX, "service", "a.+")),
            from,
            until,
            "ann",
            "planned",
            new TreeMap<>(),
            from,
            List.of());
    return new Command(
        Command.Kind.SILENCE, id, from, "ann", "planned", "", Optional.of(silence), true);
  }
}
