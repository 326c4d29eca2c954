package io.barograph.jobs.delivery;

import io.barograph.core.delivery.Receipt;
import io.barograph.core.incident.Incident;
import io.barograph.core.notify.Notification;
import io.barograph.jobs.incidents.IncidentSerializer;
import io.barograph.jobs.options.DeliveryPlan;
import io.barograph.jobs.routing.NotificationSerializer;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
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

  /**
   * Wires the delivery: to the receivers, and what they refuse to the fall-back receiver.
   *
   * @param incidents after which messages are named as far as they are known; may be empty
   */
  public static Streams define(
      DataStream<Notification> notifications,
      Optional<DataStream<Incident>> incidents,
      DeliveryPlan plan) {
    DataStream<Tuple2<Integer, Incident>> names =
        forEachReceiver(incidents.orElseGet(() -> none(notifications)), plan);
    SingleOutputStreamOperator<Receipt> receipts = deliver(notifications, names, plan, "delivery");
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
            names,
            plan,
            "fallback-delivery");
    return new Streams(receipts.union(further), further.getSideOutput(DeliveryStage.DIVERTED));
  }

  /** Wherever a receiver is served, incidents are known. */
  private static DataStream<Tuple2<Integer, Incident>> forEachReceiver(
      DataStream<Incident> incidents, DeliveryPlan plan) {
    int[] keys = DeliveryStage.keysOf(plan).stream().mapToInt(Integer::intValue).toArray();
    return incidents
        .<Tuple2<Integer, Incident>>flatMap(
            (incident, out) -> {
              for (int key : keys) {
                out.collect(Tuple2.of(key, incident));
              }
            })
        .returns(Types.TUPLE(Types.INT, IncidentSerializer.INSTANCE.typeInformation()))
        .uid("incident-names")
        .name("incidents for messages");
  }

  private static DataStream<Incident> none(DataStream<Notification> notifications) {
    return notifications
        .<Incident>flatMap((notification, out) -> {})
        .returns(IncidentSerializer.INSTANCE.typeInformation())
        .uid("no-incidents")
        .name("no incidents");
  }

  private static SingleOutputStreamOperator<Receipt> deliver(
      DataStream<Notification> notifications,
      DataStream<Tuple2<Integer, Incident>> names,
      DeliveryPlan plan,
      String uid) {
    return notifications
        .keyBy(notification -> DeliveryStage.keyOf(notification.receiver()), Types.INT)
        .connect(names.keyBy(name -> name.f0, Types.INT))
        .transform(uid, Types.POJO(Receipt.class), new DeliveryStageFactory(plan))
        .uid(uid);
  }
}
