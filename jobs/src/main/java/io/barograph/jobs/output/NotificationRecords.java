package io.barograph.jobs.output;

import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.decision.Decision;
import io.barograph.core.delivery.Receipt;
import io.barograph.core.notify.Notification;
import io.barograph.formats.incident.DecisionJson;
import io.barograph.formats.notify.ReceiptJson;
import io.barograph.jobs.ingest.DeadLetterSerializer;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.routing.RoutingPipeline;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Notifications, receipts and what nobody could be told, as Kafka records. */
final class NotificationRecords {
  private static final TypeInformation<KafkaMessage> MESSAGE = Types.POJO(KafkaMessage.class);

  private final String notifications;
  private final String receipts;
  private final String decisions;
  private final String externalUrl;

  NotificationRecords(JobOptions options, String externalUrl) {
    this.notifications = options.topic("notifications");
    this.receipts = options.topic("receipts");
    this.decisions = options.topic("decisions");
    this.externalUrl = externalUrl;
  }

  /** Notifications keyed by receiver, and why receivers are told of alerts, or are not. */
  DataStream<KafkaMessage> messages(RoutingPipeline.Streams told) {
    String topic = notifications;
    String url = externalUrl;
    String reasons = decisions;
    DataStream<KafkaMessage> bodies =
        told.notifications()
            .map(one -> message(topic, one, url))
            .returns(MESSAGE)
            .uid("notification-messages")
            .name("notifications as messages");
    return bodies.union(
        told.decisions()
            .map(one -> message(reasons, one))
            .returns(MESSAGE)
            .uid("routing-decision-messages")
            .name("decisions of routing as messages"));
  }

  private static KafkaMessage message(String topic, Notification one, String url) {
    return new KafkaMessage(topic, one.at(), one.receiver(), NotificationJson.of(one, url));
  }

  private static KafkaMessage message(String topic, Decision one) {
    return new KafkaMessage(topic, one.time(), one.alert(), DecisionJson.of(one));
  }

  /** Receipts, keyed by receiver. */
  DataStream<KafkaMessage> receipts(DataStream<Receipt> all) {
    String topic = receipts;
    return all.map(one -> new KafkaMessage(topic, one.at(), one.receiver(), ReceiptJson.of(one)))
        .returns(MESSAGE)
        .uid("receipt-messages")
        .name("receipts as messages");
  }

  /** What nobody could be told. */
  DataStream<DeadLetter> undelivered(DataStream<Notification> all) {
    String topic = notifications;
    String url = externalUrl;
    return all.map(one -> letter(topic, one, url))
        .returns(DeadLetterSerializer.INSTANCE.typeInformation())
        .uid("undelivered-notifications")
        .name("undelivered notifications as dead letters");
  }

  private static DeadLetter letter(String topic, Notification one, String url) {
    return new DeadLetter(
        DeadLetterReason.UNDELIVERED,
        "receiver %s could not be told of notification %s".formatted(one.receiver(), one.id()),
        topic,
        0,
        0,
        one.at(),
        NotificationJson.of(one, url).getBytes(StandardCharsets.UTF_8));
  }
}
