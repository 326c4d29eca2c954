package io.barograph.jobs.output;

import io.barograph.core.delivery.Receipt;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.formats.notify.ReceiptJson;
import io.barograph.sinks.channel.Json;
import io.barograph.sinks.channel.webhook.WebhookBody;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notifications and receipts as Elasticsearch documents, in indices by family and month. */
public final class NotificationDocuments {
  private NotificationDocuments() {}

  /** What a receiver is told: which alerts, and why; one document, never changed. */
  public static ElasticsearchDocument notification(Notification one) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("notificationId", one.id());
    fields.put("receiver", one.receiver());
    fields.put("groupKey", one.groupKey());
    fields.put("status", one.status());
    fields.put("notification_reason", one.reason().text());
    fields.put("incident", one.incident());
    fields.put("at", WebhookBody.time(one.at()));
    fields.put("firing", one.firing().size());
    fields.put("resolved", one.resolved().size());
    fields.put("truncatedAlerts", one.truncatedAlerts());
    fields.put("alertname", names(one));
    fields.put("alerts", one.alerts().stream().map(NotifiedAlert::alertId).toList());
    return new ElasticsearchDocument(
        MonthlyIndex.name("barograph-notifications", one.at()), one.id(), 1, Json.likeGo(fields));
  }

  private static List<String> names(Notification one) {
    return one.alerts().stream().map(alert -> alert.labels().get("alertname")).distinct().toList();
  }

  /** What became of it at one channel. */
  public static ElasticsearchDocument receipt(Receipt one) {
    return new ElasticsearchDocument(
        MonthlyIndex.name("barograph-receipts", one.decidedAt()),
        one.notification() + '-' + one.receiver() + '-' + one.channel(),
        1,
        ReceiptJson.of(one));
  }
}
