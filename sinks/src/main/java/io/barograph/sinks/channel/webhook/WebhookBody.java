package io.barograph.sinks.channel.webhook;

import com.google.re2j.Pattern;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.sinks.channel.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The body of Alertmanager's webhook of version 4, byte for byte: the order of the fields, escapes
 * and times of Go's encoder, the receiver's name quoted for a regular expression, and the line end
 * behind it.
 */
public final class WebhookBody {
  /** Go's zero time, the end of an alert that fires on. */
  private static final String FIRES_ON = "0001-01-01T00:00:00Z";

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral('Z')
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  private WebhookBody() {}

  /**
   * The body.
   *
   * @param maxAlerts how many alerts are told; 0 for all
   */
  public static String of(Notification notification, String externalUrl, int maxAlerts) {
    return Json.likeGo(fields(truncated(notification, maxAlerts), externalUrl)) + "\n";
  }

  /** The fields of the body in their order. */
  public static Map<String, Object> fields(Notification told, String externalUrl) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("receiver", Pattern.quote(told.receiver()));
    body.put("status", told.status());
    body.put("alerts", told.alerts().stream().map(WebhookBody::alert).toList());
    body.put("notification_reason", told.reason().text());
    body.put("groupLabels", told.groupLabels().toMap());
    body.put("commonLabels", told.commonLabels());
    body.put("commonAnnotations", told.commonAnnotations());
    body.put("routeLabels", told.routeLabels().toMap());
    body.put("externalURL", externalUrl);
    body.put("version", "4");
    body.put("groupKey", told.groupKey());
    body.put("truncatedAlerts", told.truncatedAlerts());
    return body;
  }

  private static Notification truncated(Notification whole, int maxAlerts) {
    int over = maxAlerts == 0 ? 0 : whole.alerts().size() - maxAlerts;
    if (over <= 0) {
      return whole;
    }
    List<NotifiedAlert> first = whole.alerts().subList(0, maxAlerts);
    return new Notification(
        whole.id(),
        whole.receiver(),
        whole.groupKey(),
        whole.groupLabels(),
        whole.routeLabels(),
        whole.reason(),
        first,
        whole.truncatedAlerts() + over,
        whole.incident(),
        whole.at());
  }

  private static Map<String, Object> alert(NotifiedAlert alert) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("status", alert.status());
    fields.put("labels", alert.labels().toMap());
    fields.put("annotations", alert.annotations());
    fields.put("startsAt", time(alert.startsAt()));
    fields.put("endsAt", alert.isFiring() ? FIRES_ON : time(alert.endsAt()));
    fields.put("generatorURL", alert.generatorUrl());
    fields.put("fingerprint", alert.fingerprint());
    return fields;
  }

  /** A time as Go writes it: without zeros at the end of the second's fraction. */
  public static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }
}
