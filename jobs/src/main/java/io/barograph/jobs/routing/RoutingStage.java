package io.barograph.jobs.routing;

import io.barograph.core.audit.AuditCode;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.command.Command;
import io.barograph.core.decision.Decision;
import io.barograph.core.decision.DecisionCode;
import io.barograph.core.notify.Dispatcher;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.StormPolicy;
import io.barograph.core.notify.Told;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import io.barograph.jobs.audit.AuditEntrySerializer;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Decides who is told what, in one place: a silence, an inhibition and the share of a receiver
 * concern alerts of every kind. It looks at alerts and orders when the clock reaches them, so what
 * it decides does not depend on the order of arrival within the bound of lateness. A checkpoint
 * writes the groups that changed, and what waits for the clock.
 */
final class RoutingStage extends AbstractStreamOperator<Notification>
    implements OneInputStreamOperator<RoutingEvent, Notification> {
  /** Why receivers are told of alerts, or are not. */
  static final OutputTag<Decision> DECISIONS =
      new OutputTag<>("routing-decisions", DecisionSerializer.INSTANCE.typeInformation());

  /** What came of commands. */
  static final OutputTag<AuditEntry> AUDIT =
      new OutputTag<>("audit", AuditEntrySerializer.INSTANCE.typeInformation());

  /** The one key of all events. */
  static final int KEY = 0;

  /** State names; part of the savepoint format, never rename. */
  static final String PARTS = "routing-parts";

  private static final String WAITING = "waiting";

  private final RoutingConfig routing;
  private final RoutingExtensions extensions;
  private final StormPolicy storms;

  private transient Dispatcher dispatcher;
  private transient PriorityQueue<RoutingEvent> waiting;
  private transient MapState<String, byte[]> kept;
  private transient long watermark;
  private transient Counter notifications;
  private transient Counter muted;
  private transient Counter escalated;
  private transient Counter orders;
  private transient Counter refused;
  private transient Counter late;

  RoutingStage(RoutingConfig routing, RoutingExtensions extensions, StormPolicy storms) {
    this.routing = routing;
    this.extensions = extensions;
    this.storms = storms;
  }

  /** Gives what is decided to the output, and counts it. */
  private final class Output implements Told {
    @Override
    public void notify(Notification notification) {
      notifications.inc();
      output.collect(new StreamRecord<>(notification, notification.at()));
    }

    @Override
    public void decided(Decision decision) {
      if (decision.code() == DecisionCode.ALERT_NOT_TOLD) {
        muted.inc();
      } else if (decision.code() == DecisionCode.ALERT_ESCALATED) {
        escalated.inc();
      }
      output.collect(DECISIONS, new StreamRecord<>(decision, decision.time()));
    }
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    kept =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    PARTS, Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    dispatcher = new Dispatcher(routing, extensions, storms, new Output());
    waiting = new PriorityQueue<>(RoutingEvent.IN_ORDER);
    watermark = Long.MIN_VALUE;
    if (context.isRestored()) {
      restore();
    }
  }

  private void restore() throws Exception {
    setCurrentKey(KEY);
    for (Map.Entry<String, byte[]> part : kept.entries()) {
      DataInputDeserializer in = new DataInputDeserializer(part.getValue());
      if (part.getKey().equals(WAITING)) {
        watermark = in.readLong();
        for (int count = in.readInt(); count > 0; count--) {
          waiting.add(RoutingEventSerializer.INSTANCE.deserialize(in));
        }
      } else {
        dispatcher.readPart(in);
      }
    }
    dispatcher.restored(watermark);
  }

  @Override
  public void open() throws Exception {
    super.open();
    notifications = getMetricGroup().counter(RoutingMetric.NOTIFICATIONS.metricName());
    muted = getMetricGroup().counter(RoutingMetric.MUTED.metricName());
    escalated = getMetricGroup().counter(RoutingMetric.ESCALATED.metricName());
    orders = getMetricGroup().counter(RoutingMetric.ORDERS.metricName());
    refused = getMetricGroup().counter(RoutingMetric.ORDERS_REFUSED.metricName());
    late = getMetricGroup().counter(RoutingMetric.LATE.metricName());
    getMetricGroup().gauge(RoutingMetric.STORMS.metricName(), dispatcher::storms);
  }

  @Override
  public void processElement(StreamRecord<RoutingEvent> element) {
    if (element.getValue().time() <= watermark) {
      late.inc();
    }
    waiting.add(element.getValue());
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    long reached = mark.getTimestamp();
    while (!waiting.isEmpty() && waiting.peek().time() <= reached) {
      take(waiting.remove());
    }
    if (reached != Long.MAX_VALUE) {
      dispatcher.advance(reached);
    }
    watermark = reached;
    super.processWatermark(mark);
  }

  private void take(RoutingEvent event) {
    if (event instanceof RoutingEvent.Transition transition) {
      dispatcher.take(transition.alert());
    } else if (event instanceof RoutingEvent.Order order) {
      take(order.command());
    } else if (event instanceof RoutingEvent.Graph graph) {
      dispatcher.take(graph.topology());
    }
  }

  private void take(Command command) {
    orders.inc();
    AuditEntry entry = dispatcher.take(command);
    if (entry.outcome().code().result() == AuditCode.Result.REFUSED) {
      refused.inc();
    }
    output.collect(AUDIT, new StreamRecord<>(entry, command.time()));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    setCurrentKey(KEY);
    if (watermark == Long.MAX_VALUE) {
      kept.clear();
      return;
    }
    DataOutputSerializer out = new DataOutputSerializer(4_096);
    dispatcher.writeChanges(new KeptParts(kept, out));
    out.clear();
    out.writeLong(watermark);
    out.writeInt(waiting.size());
    for (RoutingEvent event : waiting) {
      RoutingEventSerializer.INSTANCE.serialize(event, out);
    }
    kept.put(WAITING, out.getCopyOfBuffer());
  }
}
