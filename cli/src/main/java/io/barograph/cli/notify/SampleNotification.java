package io.barograph.cli.notify;

import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.notify.NotifyReason;
import io.barograph.sinks.channel.Language;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a receiver is told to see whether it arrives: one alert that says that it is a test. */
public final class SampleNotification {
  /** The name of the alert. */
  public static final String ALERT_NAME = "BarographTest";

  private static final long LASTED_MILLIS = 60_000;

  private SampleNotification() {}

  /**
   * The sample. One that resolves ends the one that fires, where the other side keeps them.
   *
   * @param receiver the name of the receiver
   * @param id the id of the notification, another one each time
   * @param language of its texts
   * @param resolved whether the alert has ended
   * @param at when it is told, milliseconds since the epoch
   */
  public static Notification of(
      String receiver, String id, Language language, boolean resolved, long at) {
    Labels labels = Labels.builder().add("alertname", ALERT_NAME).add("severity", "info").build();
    NotifiedAlert alert =
        new NotifiedAlert(
            labels,
            texts(language),
            at - LASTED_MILLIS,
            resolved ? at : NotifiedAlert.FIRES_ON,
            "",
            "barograph-test",
            Priority.P4);
    return new Notification(
        id,
        receiver,
        "{}:{alertname=\"%s\"}".formatted(ALERT_NAME),
        Labels.builder().add("alertname", ALERT_NAME).build(),
        Labels.EMPTY,
        resolved ? NotifyReason.ALL_RESOLVED : NotifyReason.FIRST,
        List.of(alert),
        0,
        "",
        at);
  }

  private static SortedMap<String, String> texts(Language language) {
    SortedMap<String, String> texts = new TreeMap<>();
    if (language == Language.ZH) {
      texts.put("summary", "这是一条测试消息");
      texts.put("description", "由 barograph notify test 发送，没有任何故障，无需处理。");
    } else {
      texts.put("summary", "This is a test");
      texts.put("description", "Sent by barograph notify test. Nothing is wrong, nobody need act.");
    }
    return texts;
  }
}
