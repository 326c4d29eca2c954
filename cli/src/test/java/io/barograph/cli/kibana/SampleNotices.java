package io.barograph.cli.kibana;

import io.barograph.core.alert.Alert;
import io.barograph.core.delivery.Receipt;
import io.barograph.core.incident.Incident;
import io.barograph.core.labels.Labels;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.notify.NotifyReason;
import io.barograph.core.quality.QualityEvent;
import io.barograph.core.quality.QualityPolicy;
import io.barograph.core.quality.QualityWindow;
import io.barograph.core.sample.Sample;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What two receivers are told of {@link SampleAlerts}, and what comes of it. */
final class SampleNotices {
  private static final String GROUP = "{}:{}";
  private static final Set<NotifyReason> ROUTED =
      EnumSet.range(NotifyReason.FIRST, NotifyReason.REPEAT);
  private static final long MINUTE = 60_000;

  private SampleNotices() {}

  /** One of each reason that routing has, the repetition with alerts that are only counted. */
  static List<Notification> notifications() {
    List<NotifiedAlert> alerts =
        SampleAlerts.transitions().stream().flatMap(one -> NotifiedAlert.of(one).stream()).toList();
    List<Notification> all = new ArrayList<>();
    for (NotifyReason reason : ROUTED) {
      int number = all.size();
      all.add(
          new Notification(
              "n" + number,
              receiver(number),
              GROUP,
              Labels.EMPTY,
              Labels.EMPTY,
              reason,
              alerts,
              reason == NotifyReason.REPEAT ? 40 : 0,
              "",
              SampleIncidents.START + number * MINUTE));
    }
    return all;
  }

  private static String receiver(int number) {
    return number % 2 == 0 ? "desk" : "night";
  }

  /** One of each result, delivered after one second, and each of the others a minute later. */
  static List<Receipt> receipts() {
    List<Receipt> all = new ArrayList<>();
    for (Receipt.Result result : Receipt.Result.values()) {
      int number = all.size();
      long decided = SampleIncidents.START + number * MINUTE;
      all.add(
          new Receipt(
              "n" + number,
              receiver(number),
              "webhook[0]",
              GROUP,
              result,
              number == 0 ? 200 : 500,
              "an answer",
              number + 1,
              decided,
              decided + 1_000 + number * MINUTE));
    }
    return all;
  }

  /** The quality of alerts and incidents half an hour after they began. */
  static List<Sample> quality(List<Alert> alerts, List<Incident> incidents) {
    Map<String, List<QualityEvent>> events = new TreeMap<>();
    alerts.stream().flatMap(one -> QualityEvent.of(one).stream()).forEach(one -> add(events, one));
    incidents.stream()
        .flatMap(one -> QualityEvent.of(one).stream())
        .forEach(one -> add(events, one));
    long tick = (SampleIncidents.START / MINUTE + 30) * MINUTE;
    List<Sample> samples = new ArrayList<>();
    events.forEach(
        (rule, some) ->
            samples.addAll(
                QualityWindow.EMPTY
                    .at(tick, some, QualityPolicy.DEFAULT)
                    .samples(rule, QualityWindow.EMPTY, tick)));
    return samples;
  }

  private static void add(Map<String, List<QualityEvent>> events, QualityEvent event) {
    events.computeIfAbsent(event.rule(), rule -> new ArrayList<>()).add(event);
  }
}
