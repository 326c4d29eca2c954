package io.barograph.jobs.routing;

import io.barograph.core.alert.Alert;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.command.Command;
import io.barograph.core.decision.Decision;
import io.barograph.core.incident.Topology;
import io.barograph.core.notify.Notification;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.options.NotificationPlan;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Alerts and orders to notifications. */
public final class RoutingPipeline {
  private RoutingPipeline() {}

  /**
   * What is to be told.
   *
   * @param notifications in the order in which they were decided
   * @param decisions why receivers are told of alerts, or are not
   * @param audit what came of commands
   */
  public record Streams(
      DataStream<Notification> notifications,
      DataStream<Decision> decisions,
      DataStream<AuditEntry> audit) {}

  /**
   * Wires the routing of alerts.
   *
   * @param commands what people order; empty if nobody can
   * @param graphs of services; empty if nobody tells them. They are looked at only where the plan
   *     asks for them: their clock is one for which decisions wait
   * @param plan who is told of which alerts
   */
  public static Streams define(
      DataStream<Alert> alerts,
      Optional<DataStream<IngestedRecord>> commands,
      Optional<DataStream<IngestedRecord>> graphs,
      NotificationPlan plan) {
    DataStream<RoutingEvent> transitions =
        alerts
            .<RoutingEvent>map(RoutingEvent.Transition::new)
            .returns(RoutingEventSerializer.INSTANCE.typeInformation())
            .uid("alerts-to-route")
            .name("alerts to route");
    DataStream<RoutingEvent> events =
        commands.map(RoutingPipeline::orders).map(transitions::union).orElse(transitions);
    if (plan.extensions().needGraphs() && graphs.isPresent()) {
      events = events.union(graphs(graphs.get()));
    }
    SingleOutputStreamOperator<Notification> notifications =
        events
            .keyBy(any -> RoutingStage.KEY, Types.INT)
            .transform(
                "routing",
                NotificationSerializer.INSTANCE.typeInformation(),
                new RoutingStage(plan.routing(), plan.extensions(), plan.storms()))
            .uid("routing")
            .setParallelism(1);
    return new Streams(
        notifications,
        notifications.getSideOutput(RoutingStage.DECISIONS),
        notifications.getSideOutput(RoutingStage.AUDIT));
  }

  private static DataStream<RoutingEvent> graphs(DataStream<IngestedRecord> graphs) {
    return graphs
        .<RoutingEvent>map(record -> new RoutingEvent.Graph((Topology) record.record()))
        .returns(RoutingEventSerializer.INSTANCE.typeInformation())
        .setParallelism(graphs.getParallelism())
        .uid("graphs-to-route")
        .name("graphs to route");
  }

  private static DataStream<RoutingEvent> orders(DataStream<IngestedRecord> commands) {
    return commands
        .<RoutingEvent>map(record -> new RoutingEvent.Order((Command) record.record()))
        .returns(RoutingEventSerializer.INSTANCE.typeInformation())
        .setParallelism(commands.getParallelism())
        .uid("orders-to-route")
        .name("orders to route");
  }
}
