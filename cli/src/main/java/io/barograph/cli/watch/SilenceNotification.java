package io.barograph.cli.watch;

import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.notify.NotifyReason;
import io.barograph.sinks.channel.Language;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is told of a silence: one alert, which ends when something is heard again.
 *
 * @param receiver the name of the receiver
 * @param topics what was listened to
 * @param language of its texts
 * @param since when something was heard last, milliseconds since the epoch
 */
public record SilenceNotification(
    String receiver, List<String> topics, Language language, long since) {
  /** The name of the alert. */
  public static final String ALERT_NAME = "BarographSilent";

  private static final Labels NAME = Labels.of("alertname", ALERT_NAME);

  /** That it is silent. */
  public Notification silent(long now) {
    return of(NotifyReason.FIRST, NotifiedAlert.FIRES_ON, now);
  }

  /** That it is no more. */
  public Notification back(long now) {
    return of(NotifyReason.ALL_RESOLVED, now, now);
  }

  private Notification of(NotifyReason reason, long endsAt, long now) {
    NotifiedAlert alert =
        new NotifiedAlert(
            NAME.with("severity", "critical"),
            texts(),
            since,
            endsAt,
            "",
            "barograph-silent-" + since,
            Priority.P1);
    return new Notification(
        "silent-%d-%s".formatted(since, reason == NotifyReason.FIRST ? "begin" : "end"),
        receiver,
        "{}:{alertname=\"%s\"}".formatted(ALERT_NAME),
        NAME,
        Labels.EMPTY,
        reason,
        List.of(alert),
        0,
        "",
        now);
  }

  private SortedMap<String, String> texts() {
    Instant last = Instant.ofEpochMilli(since).truncatedTo(ChronoUnit.SECONDS);
    String where = String.join(", ", topics);
    SortedMap<String, String> texts = new TreeMap<>();
    if (language == Language.ZH) {
      texts.put("summary", "Barograph 自 %s 起静默（%s 无新记录），告警可能无法送达".formatted(last, where));
      texts.put("description", "作业、Kafka 或到 Kafka 的网络可能已停止。");
    } else {
      texts.put(
          "summary",
          "Nothing was written to %s since %s: nobody may be told of alerts"
              .formatted(where, last));
      texts.put("description", "The job, Kafka or the way to it may be down.");
    }
    return texts;
  }
}
