package io.barograph.core.template;

import com.google.re2j.Pattern;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.template.GoValue.GoList;
import io.barograph.core.template.GoValue.GoMap;
import io.barograph.core.template.GoValue.GoStruct;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Notifications as templates see them: Alertmanager's data, and fields of our own behind them. */
final class MessageValues {
  static final String KV = "template.KV";
  static final String PAIRS = "template.Pairs";
  static final String ALERTS = "template.Alerts";

  /** Go's zero time, the end of what has not ended. */
  static final Instant ZERO_TIME = Instant.parse("0001-01-01T00:00:00Z");

  private MessageValues() {}

  /** The dot of a message. */
  static GoStruct of(Notification notification, MessageScope scope) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Receiver", Pattern.quote(notification.receiver()));
    fields.put("Status", notification.status());
    fields.put("Alerts", alerts(notification.alerts()));
    fields.put("NotificationReason", notification.reason().text());
    fields.put("GroupLabels", labels(notification.groupLabels()));
    fields.put("CommonLabels", labels(notification.commonLabels()));
    fields.put("CommonAnnotations", labels(notification.commonAnnotations()));
    fields.put("RouteLabels", labels(notification.routeLabels()));
    fields.put("ExternalURL", scope.externalUrl());
    fields.put("ID", notification.id());
    fields.put("GroupKey", notification.groupKey());
    fields.put("Reason", notification.reason().name());
    fields.put("Incident", notification.incident());
    fields.put("Priority", mostUrgent(notification.alerts()).name());
    fields.put("TruncatedAlerts", (long) notification.truncatedAlerts());
    List<NotifiedAlert> shown = shown(notification, scope.shown());
    int more = notification.alerts().size() - shown.size() + notification.truncatedAlerts();
    fields.put("Shown", alerts(shown));
    fields.put("More", (long) more);
    fields.put("At", Instant.ofEpochMilli(notification.at()));
    fields.put("TimeZone", scope.zone().getId());
    fields.put("HasThreads", scope.hasThreads());
    fields.put("IsStorm", notification.isStorm());
    fields.put("Services", new GoList(Parameter.STRINGS.type(), services(notification)));
    fields.put("Earliest", alert(earliest(notification.alerts())));
    return new GoStruct("*template.Data", fields);
  }

  /** The first alerts, those that fire before those that have ended, each by its priority. */
  private static List<NotifiedAlert> shown(Notification notification, int count) {
    return notification.alerts().stream()
        .sorted(
            Comparator.comparing(NotifiedAlert::isFiring)
                .reversed()
                .thenComparing(NotifiedAlert::priority))
        .limit(count)
        .toList();
  }

  /** The services of its alerts, those with the most alerts first. */
  private static List<Object> services(Notification notification) {
    Map<String, Integer> counts = new TreeMap<>();
    notification.alerts().forEach(alert -> counts.merge(alert.service(), 1, Integer::sum));
    counts.remove("");
    List<String> services = new ArrayList<>(counts.keySet());
    services.sort(Comparator.comparing(counts::get).reversed());
    return List.copyOf(services);
  }

  private static NotifiedAlert earliest(List<NotifiedAlert> alerts) {
    return alerts.stream().min(Comparator.comparingLong(NotifiedAlert::startsAt)).orElseThrow();
  }

  private static Priority mostUrgent(List<NotifiedAlert> alerts) {
    Priority most = Priority.P4;
    for (NotifiedAlert alert : alerts) {
      most = Priority.mostUrgent(most, alert.priority());
    }
    return most;
  }

  private static GoList alerts(List<NotifiedAlert> alerts) {
    return new GoList(ALERTS, List.copyOf(alerts.stream().map(MessageValues::alert).toList()));
  }

  private static GoStruct alert(NotifiedAlert alert) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Status", alert.status());
    fields.put("Labels", labels(alert.labels()));
    fields.put("Annotations", labels(alert.annotations()));
    fields.put("StartsAt", Instant.ofEpochMilli(alert.startsAt()));
    fields.put("EndsAt", alert.isFiring() ? ZERO_TIME : Instant.ofEpochMilli(alert.endsAt()));
    fields.put("GeneratorURL", alert.generatorUrl());
    fields.put("Fingerprint", alert.fingerprint());
    fields.put("AlertID", alert.alertId());
    fields.put("Priority", alert.priority().name());
    fields.put("Service", alert.service());
    return new GoStruct("template.Alert", fields);
  }

  private static GoMap labels(Labels labels) {
    return labels(labels.toMap());
  }

  private static GoMap labels(Map<String, String> labels) {
    return new GoMap(KV, new TreeMap<>(labels), "");
  }

  /** The pairs of a map in the order of their names, that of the alert's name first. */
  static GoList sortedPairs(GoMap labels) {
    List<Object> pairs = new ArrayList<>();
    labels.entries().forEach((name, value) -> addPair(pairs, name, value));
    return new GoList(PAIRS, pairs);
  }

  private static void addPair(List<Object> pairs, String name, Object value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Name", name);
    fields.put("Value", value);
    int place = name.equals(Labels.ALERT_NAME) ? 0 : pairs.size();
    pairs.add(place, new GoStruct("template.Pair", fields));
  }

  /** One field of each pair. */
  static GoList column(GoList pairs, String field) {
    List<Object> texts =
        pairs.items().stream().map(pair -> ((GoStruct) pair).fields().get(field)).toList();
    return new GoList(Parameter.STRINGS.type(), texts);
  }

  /** {@code name=value, name=value}. */
  static String text(GoMap labels) {
    return text(sortedPairs(labels));
  }

  /** {@code name=value, name=value}. */
  static String text(GoList pairs) {
    List<String> parts = new ArrayList<>();
    for (Object pair : pairs.items()) {
      Map<String, Object> fields = ((GoStruct) pair).fields();
      parts.add(fields.get("Name") + "=" + fields.get("Value"));
    }
    return String.join(", ", parts);
  }
}
