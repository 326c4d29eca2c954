package io.barograph.jobs.output;

import io.barograph.core.notify.Notification;
import io.barograph.sinks.channel.Json;
import io.barograph.sinks.channel.webhook.WebhookBody;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The JSON of a notification, described in {@code docs/schemas/notification.schema.json}: what a
 * webhook is told, and behind it what Barograph knows besides.
 */
public final class NotificationJson {
  private NotificationJson() {}

  /**
   * The notification as one line; the same notification always gives the same text.
   *
   * @param externalUrl where people look at alerts, or the empty text
   */
  public static String of(Notification notification, String externalUrl) {
    Map<String, Object> fields = new LinkedHashMap<>(WebhookBody.fields(notification, externalUrl));
    fields.put("notificationId", notification.id());
    fields.put("at", WebhookBody.time(notification.at()));
    fields.put("incident", notification.incident());
    return Json.likeGo(fields);
  }
}
