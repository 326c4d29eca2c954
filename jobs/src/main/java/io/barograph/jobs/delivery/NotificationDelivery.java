package io.barograph.jobs.delivery;

import io.barograph.core.delivery.Receipt;
import io.barograph.core.notify.Notification;
import io.barograph.jobs.options.DeliveryPlan;
import io.barograph.jobs.routing.NotificationSerializer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Notifications to channels, and what became of them. */
public final class NotificationDelivery {
  private NotificationDelivery() {}

  /**
   * What became of notifications.
   *
   * @param receipts one for each notification and channel
   * @param undelivered what nobody could be told, the fall-back receiver among them
   */
  public record Streams(DataStream<Receipt> receipts, DataStream<Notification> undelivered) {}

  /** Wires the delivery: to the receivers, and what they refuse to the fall-back receiver. */
  public static Streams define(DataStream<Notification> notifications, DeliveryPlan plan) {
    SingleOutputStreamOperator<Receipt> receipts = deliver(notifications, plan, "delivery");
    DataStream<Notification> diverted = receipts.getSideOutput(DeliveryStage.DIVERTED);
    if (plan.fallbackReceiver().isEmpty()) {
      return new Streams(receipts, diverted);
    }
    String fallback = plan.fallbackReceiver().get();
    SingleOutputStreamOperator<Receipt> further =
        deliver(
            diverted
                .map(notification -> notification.divertedTo(fallback))
                .returns(NotificationSerializer.INSTANCE.typeInformation())
                .uid("divert")
                .name("to the fall-back receiver"),
            plan,
            "fallback-delivery");
    return new Streams(receipts.union(further), further.getSideOutput(DeliveryStage.DIVERTED));
  }

  private static SingleOutputStreamOperator<Receipt> deliver(
      DataStream<Notification> notifications, DeliveryPlan plan, String uid) {
    return notifications
        .keyBy(notification -> DeliveryStage.keyOf(notification.receiver()), Types.INT)
        .transform(uid, Types.POJO(Receipt.class), new DeliveryStageFactory(plan))
        .uid(uid);
  }
}
