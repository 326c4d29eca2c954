package io.barograph.jobs.delivery;

import io.barograph.core.delivery.Attempt;
import io.barograph.core.delivery.ChannelBook;
import io.barograph.core.delivery.IncidentNames;
import io.barograph.core.delivery.Receipt;
import io.barograph.core.delivery.ReceiverBooks;
import io.barograph.core.incident.Incident;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.jobs.options.DeliveryPlan;
import io.barograph.jobs.routing.NotificationSerializer;
import io.barograph.jobs.rules.KeyGroups;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.function.ToIntFunction;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Tells channels what they are to be told, without waiting for them: what they answer comes back
 * between two records. What is under way at a checkpoint is written as waiting, so that after a
 * failure it is told again rather than never.
 *
 * <p>Its second input tells of incidents, after which messages are named. Nothing waits for it: its
 * clock is not looked at.
 */
final class DeliveryStage extends AbstractStreamOperator<Receipt>
    implements TwoInputStreamOperator<Notification, Tuple2<Integer, Incident>, Receipt> {
  /** What a channel was not told: somebody else has to be. */
  static final OutputTag<Notification> DIVERTED =
      new OutputTag<>("diverted", NotificationSerializer.INSTANCE.typeInformation());

  /** State name; part of the savepoint format, never rename. */
  static final String RECEIPTS = "receipts";

  /** State name; part of the savepoint format, never rename. */
  static final String INCIDENTS = "incident-names";

  private final DeliveryPlan plan;
  private final MailboxExecutor mailbox;
  private final Map<DeliveryMetric, Counter> counters = new EnumMap<>(DeliveryMetric.class);

  private transient ChannelContext context;
  private transient ReceiverBooks books;
  private transient Map<String, OpenReceiver> receivers;
  private transient Map<String, Long> wakeups;
  private transient MapState<String, byte[]> kept;
  private transient IncidentNames incidents;
  private transient ValueState<byte[]> keptIncidents;
  private transient boolean areIncidentsWritten;
  private transient boolean isClosing;

  DeliveryStage(StreamOperatorParameters<Receipt> parameters, DeliveryPlan plan) {
    super(parameters);
    this.plan = plan;
    this.mailbox = parameters.getMailboxExecutor();
  }

  /** The key that stands for the key group of a receiver. */
  static int keyOf(String receiver) {
    return KeyGroups.representative(
        KeyGroupRangeAssignment.assignToKeyGroup(receiver, KeyGroups.COUNT));
  }

  /** The keys of all receivers. */
  static Set<Integer> keysOf(DeliveryPlan plan) {
    Set<Integer> keys = new TreeSet<>();
    plan.receivers().keySet().forEach(receiver -> keys.add(keyOf(receiver)));
    return keys;
  }

  /** Gives receipts and what is diverted to the outputs, and counts them. */
  private final class Outputs implements ChannelBook.Outlet {
    @Override
    public void receipt(Receipt receipt) {
      count(
          switch (receipt.result()) {
            case DELIVERED, DIGESTED -> DeliveryMetric.DELIVERED;
            case REFUSED -> DeliveryMetric.REFUSED;
            case GAVE_UP -> DeliveryMetric.GAVE_UP;
            case NEVER_TOLD -> DeliveryMetric.NEVER_TOLD;
            case NOT_WANTED -> DeliveryMetric.NOT_WANTED;
          });
      output.collect(new StreamRecord<>(receipt, receipt.decidedAt()));
    }

    @Override
    public void divert(Notification notification) {
      output.collect(DIVERTED, new StreamRecord<>(notification, notification.at()));
    }
  }

  private void count(DeliveryMetric metric) {
    counters.get(metric).inc();
  }

  @Override
  public void initializeState(StateInitializationContext initialization) throws Exception {
    super.initializeState(initialization);
    for (DeliveryMetric metric : DeliveryMetric.values()) {
      if (metric != DeliveryMetric.WAITING && metric != DeliveryMetric.OPEN_CIRCUITS) {
        counters.put(metric, getMetricGroup().counter(metric.metricName()));
      }
    }
    context = plan.openContext();
    receivers = new TreeMap<>();
    books =
        new ReceiverBooks(plan.policy(), plan.receivers()::containsKey, name -> open(name).book());
    wakeups = new HashMap<>();
    kept =
        initialization
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    RECEIPTS, Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    incidents = new IncidentNames();
    keptIncidents =
        initialization
            .getKeyedStateStore()
            .getState(
                new ValueStateDescriptor<>(
                    INCIDENTS, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void open() throws Exception {
    super.open();
    for (int key : ownKeys()) {
      setCurrentKey(key);
      for (Map.Entry<String, byte[]> one : kept.entries()) {
        books.of(one.getKey()).read(new DataInputDeserializer(one.getValue()));
      }
      if (keptIncidents.value() != null) {
        incidents.read(new DataInputDeserializer(keptIncidents.value()));
      }
    }
    books.resume(now());
    gauge(DeliveryMetric.WAITING, ChannelBook::size);
    gauge(DeliveryMetric.OPEN_CIRCUITS, book -> book.isOpenCircuit() ? 1 : 0);
    receivers.keySet().forEach(this::pump);
  }

  /** The keys that stand for the key groups of this subtask. */
  private List<Integer> ownKeys() {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    List<Integer> keys = new ArrayList<>();
    for (int keyGroup :
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            KeyGroups.COUNT, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask())) {
      keys.add(KeyGroups.representative(keyGroup));
    }
    return keys;
  }

  private void gauge(DeliveryMetric metric, ToIntFunction<ChannelBook> of) {
    getMetricGroup()
        .gauge(
            metric.metricName(),
            () ->
                receivers.values().stream()
                    .flatMap(receiver -> receiver.book().channels().values().stream())
                    .mapToInt(of)
                    .sum());
  }

  /** A receiver that is not known has no channels: what it is to be told is diverted. */
  private OpenReceiver open(String name) {
    OpenReceiver receiver =
        new OpenReceiver(
            plan.receivers().getOrDefault(name, new ReceiverConfig(name, List.of())),
            context,
            plan,
            new Outputs());
    receivers.put(name, receiver);
    return receiver;
  }

  @Override
  public void processElement1(StreamRecord<Notification> element) {
    books.take(element.getValue(), now());
    pump(element.getValue().receiver());
  }

  @Override
  public void processElement2(StreamRecord<Tuple2<Integer, Incident>> element) {
    areIncidentsWritten &= !incidents.take(element.getValue().f1);
  }

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    processWatermark(mark);
  }

  @Override
  public void processWatermark2(Watermark mark) {
    // Nothing waits for correlation.
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    books.reached(mark.getTimestamp(), now());
    receivers.keySet().forEach(this::pump);
    super.processWatermark(mark);
  }

  /** Sends what may be sent now, and sees to it that the rest is looked at in time. */
  private void pump(String name) {
    if (isClosing) {
      return;
    }
    OpenReceiver receiver = receivers.get(name);
    receiver.book().channels().forEach((channel, book) -> pump(name, channel, book));
  }

  private void pump(String receiver, String channel, ChannelBook book) {
    long now = now();
    for (Optional<Attempt> next = book.next(now); next.isPresent(); next = book.next(now)) {
      Attempt attempt = next.get();
      count(DeliveryMetric.ATTEMPTS);
      Channel told = receivers.get(receiver).channels().get(channel).channel();
      CompletableFuture<DeliveryOutcome> unused =
          told.send(incidents.name(attempt.message()))
              .whenComplete(
                  (outcome, failure) ->
                      mailbox.execute(
                          () -> answered(receiver, book, attempt, outcome, failure),
                          "answer of %s of %s",
                          channel,
                          receiver));
    }
    wake(receiver, channel, book.wakeAt(now));
  }

  private void wake(String receiver, String channel, long time) {
    String key = receiver + ' ' + channel;
    if (time == Long.MAX_VALUE || wakeups.getOrDefault(key, Long.MAX_VALUE) <= time) {
      return;
    }
    wakeups.put(key, time);
    ScheduledFuture<?> unused =
        getProcessingTimeService()
            .registerTimer(
                time,
                reached -> {
                  wakeups.remove(key, time);
                  pump(receiver);
                });
  }

  private void answered(
      String receiver,
      ChannelBook book,
      Attempt attempt,
      DeliveryOutcome outcome,
      Throwable failure) {
    if (isClosing) {
      return;
    }
    DeliveryOutcome known =
        failure == null ? outcome : DeliveryOutcome.retry(0, "failed: " + failure, 0);
    if (known.kind() == DeliveryOutcome.Kind.RETRY) {
      count(DeliveryMetric.FAILURES);
    }
    book.outcome(attempt, known, now());
    pump(receiver);
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void snapshotState(StateSnapshotContext snapshot) throws Exception {
    super.snapshotState(snapshot);
    DataOutputSerializer out = new DataOutputSerializer(4_096);
    for (Map.Entry<String, OpenReceiver> one : receivers.entrySet()) {
      setCurrentKey(keyOf(one.getKey()));
      if (one.getValue().book().isIdle()) {
        kept.remove(one.getKey());
        continue;
      }
      out.clear();
      one.getValue().book().write(out);
      kept.put(one.getKey(), out.getCopyOfBuffer());
    }
    if (!areIncidentsWritten) {
      out.clear();
      incidents.write(out);
      writeIncidents(incidents.isEmpty() ? null : out.getCopyOfBuffer());
      areIncidentsWritten = true;
    }
  }

  /* Wherever a receiver of this subtask goes when the job is rescaled, they go too. */
  private void writeIncidents(byte[] bytes) throws Exception {
    List<Integer> own = ownKeys();
    for (int key : keysOf(plan)) {
      if (own.contains(key)) {
        setCurrentKey(key);
        keptIncidents.update(bytes);
      }
    }
  }

  /** The input has ended: what is still to be told is told, or given up, first. */
  @Override
  public void finish() throws Exception {
    books.reached(Long.MAX_VALUE, now());
    receivers.keySet().forEach(this::pump);
    while (receivers.values().stream()
        .flatMap(receiver -> receiver.book().channels().values().stream())
        .anyMatch(book -> book.size() > 0)) {
      mailbox.yield();
    }
    incidents = new IncidentNames();
    areIncidentsWritten = false;
    super.finish();
  }

  @Override
  public void close() throws Exception {
    isClosing = true;
    if (receivers != null) {
      receivers.values().forEach(OpenReceiver::close);
    }
    super.close();
  }
}
