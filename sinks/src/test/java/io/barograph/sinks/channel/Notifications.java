package io.barograph.sinks.channel;

import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.notify.NotifyReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Notifications that tests tell. */
public final class Notifications {
  /** When they are told. */
  public static final long AT = Instant.parse("2026-01-01T00:10:00Z").toEpochMilli();

  private static final long START = Instant.parse("2026-01-01T00:00:00.120Z").toEpochMilli();

  private Notifications() {}

  /** Two alerts fire and one has ended. */
  public static Notification firing() {
    return of(
        "n-0001",
        NotifyReason.NEW_ALERTS,
        List.of(
            alert("trade-1", Priority.P1, NotifiedAlert.FIRES_ON),
            alert("trade-2", Priority.P2, NotifiedAlert.FIRES_ON),
            alert("trade-3", Priority.P2, AT - 30_000)),
        0);
  }

  /** All have ended. */
  public static Notification resolved() {
    return of(
        "n-0002",
        NotifyReason.ALL_RESOLVED,
        List.of(
            alert("trade-1", Priority.P1, AT - 60_000), alert("trade-2", Priority.P2, AT - 45_000)),
        0);
  }

  /** Twelve fire, and forty more do that are not told one by one. */
  public static Notification digest() {
    List<NotifiedAlert> alerts = new ArrayList<>();
    for (int i = 10; i < 22; i++) {
      alerts.add(alert("trade-" + i, Priority.P3, NotifiedAlert.FIRES_ON));
    }
    return of("n-0007", NotifyReason.DIGEST, alerts, 40);
  }

  /** A storm on two services, and forty more alerts. */
  public static Notification storm() {
    List<NotifiedAlert> alerts = new ArrayList<>();
    for (String[] one : new String[][] {{"Slow", "web"}, {"Down", "db"}, {"Queue", "web"}}) {
      NotifiedAlert any = alert("any", Priority.P2, NotifiedAlert.FIRES_ON);
      alerts.add(
          new NotifiedAlert(
              Labels.of("alertname", one[0], "service", one[1]),
              any.annotations(),
              one[0].equals("Down") ? START : AT,
              any.endsAt(),
              "",
              one[0],
              Priority.P2));
    }
    Notification any = of("n-0008", NotifyReason.FIRST, alerts, 40);
    return new Notification(
        any.id(),
        any.receiver(),
        "{}/storm:{storm=\"2026-01-01T00:00:00Z\"}",
        Labels.of("storm", "2026-01-01T00:00:00Z"),
        Labels.EMPTY,
        any.reason(),
        alerts,
        any.truncatedAlerts(),
        "",
        AT);
  }

  /** So many alerts, each with a long summary. */
  public static Notification large(int alerts, int summaryLength) {
    List<NotifiedAlert> large = new ArrayList<>();
    for (int i = 0; i < alerts; i++) {
      NotifiedAlert alert = alert("trade-" + i, Priority.P2, NotifiedAlert.FIRES_ON);
      TreeMap<String, String> annotations = new TreeMap<>(alert.annotations());
      annotations.put("summary", "慢".repeat(summaryLength));
      large.add(
          new NotifiedAlert(
              alert.labels(), annotations, START, alert.endsAt(), "", "a-" + i, Priority.P2));
    }
    return of("n-0000", NotifyReason.FIRST, large, 0);
  }

  private static Notification of(
      String id, NotifyReason reason, List<NotifiedAlert> alerts, int truncatedAlerts) {
    return new Notification(
        id,
        "web.hook",
        "{}/{team=\"trading\"}:{alertname=\"OrdersSlow\", cluster=\"sh\"}",
        Labels.of("alertname", "OrdersSlow", "cluster", "sh"),
        Labels.of("team", "trading"),
        reason,
        alerts,
        truncatedAlerts,
        "inc-42",
        AT);
  }

  private static NotifiedAlert alert(String instance, Priority priority, long endsAt) {
    TreeMap<String, String> annotations = new TreeMap<>();
    annotations.put("summary", "p99 of orders is 812ms (> 500ms) & rising");
    annotations.put("runbook_url", "https://runbooks.example.com/orders-slow");
    return new NotifiedAlert(
        Labels.of(
            "alertname", "OrdersSlow", "cluster", "sh", "instance", instance, "severity", "page"),
        annotations,
        START,
        endsAt,
        "https://prometheus.example.com/graph?g0.expr=a%3E1&g0.tab=1",
        "a-" + instance,
        priority);
  }
}
