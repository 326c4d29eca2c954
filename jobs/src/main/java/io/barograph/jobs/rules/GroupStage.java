package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.AlertListener;
import io.barograph.promql.alerting.GroupAlert;
import io.barograph.promql.alerting.Partition;
import io.barograph.promql.alerting.PieceFold;
import io.barograph.promql.vector.EvaluationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.internal.InternalListState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * A level of the group stage: rules on several series and pieces of such rules, each evaluated
 * partition by partition as the clock of its domain passes its ticks. What pieces give goes to the
 * level above before the watermark does.
 *
 * <p>Leaf elements wait by their instants, so that a tick costs what came for it, however far the
 * series stage is ahead.
 */
class GroupStage extends AbstractStreamOperator<Alert>
    implements OneInputStreamOperator<LeafElement, Alert>, Triggerable<Labels, VoidNamespace> {
  /* State and timer names; part of the savepoint format, never rename. */
  private static final String ELEMENTS = "leaf-elements";
  private static final String PARTITION = "partition";
  private static final String TICKS = "ticks";

  /** What pieces give to the level above. */
  static final OutputTag<LeafElement> PARTS =
      new OutputTag<>("parts", LeafElementSerializer.INSTANCE.typeInformation());

  private final RuleSet.Source source;
  private final int level;
  private transient PartCollector parts;
  private transient Map<String, PartitionedRule> rules;
  private transient Partitions partitions;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient AlertListener emitter;

  private transient Counter ticks;
  private transient Counter transitions;
  private transient Counter errors;

  /**
   * An operator.
   *
   * @param level of the pieces that it evaluates, from 1
   */
  GroupStage(RuleSet.Source source, int level) {
    this.source = source;
    this.level = level;
  }

  @Override
  @SuppressWarnings("unchecked")
  public void open() throws Exception {
    super.open();
    rules = new HashMap<>();
    for (RulePiece piece : source.compile().pieces()) {
      if (piece.level() == level) {
        rules.put(piece.name(), new PartitionedRule(piece));
      }
    }
    parts = new PartCollector();
    partitions =
        new Partitions(
            getPartitionedState(
                new ValueStateDescriptor<>(PARTITION, PartitionStateSerializer.INSTANCE)),
            (InternalListState<Labels, Long, LeafElement>)
                getOrCreateKeyedState(
                    LongSerializer.INSTANCE,
                    new ListStateDescriptor<>(
                        ELEMENTS, LeafElementSerializer.INSTANCE.duplicate())),
            this::setCurrentKey);
    timers = getInternalTimerService(TICKS, VoidNamespaceSerializer.INSTANCE, this);
    emitter = listener(new Emitter());
    ticks = getMetricGroup().counter(RulesMetric.PARTITION_TICKS.metricName());
    transitions = getMetricGroup().counter(RulesMetric.TRANSITIONS.metricName());
    errors = getMetricGroup().counter(RulesMetric.EVALUATION_ERRORS.metricName());
  }

  /** The key is set where state or timers are looked at. */
  @Override
  @SuppressWarnings("rawtypes")
  public void setKeyContextElement1(StreamRecord record) {}

  @Override
  public void processElement(StreamRecord<LeafElement> record) throws Exception {
    LeafElement element = record.getValue();
    Labels key = element.partitionKey();
    Partitions.One partition = partitions.get(key);
    if (partition == null) {
      PartitionedRule rule = rules.get(RulePiece.name(key));
      if (rule == null) {
        return;
      }
      partition = partitions.begin(key, rule);
    }
    boolean isSilent = element.kind() == LeafElement.Kind.SILENT;
    if (isSilent) {
      partition.update(partition.state().withElement(element.tick()).withSilence());
    } else {
      partition.add(element);
    }
    long tick = partition.rule.tickFor(element.tick());
    if (partition.isOtherTimer(tick) || isSilent) {
      setCurrentKey(key);
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, tick);
    }
  }

  @Override
  public void onEventTime(InternalTimer<Labels, VoidNamespace> timer) throws Exception {
    long tick = timer.getTimestamp();
    Labels key = timer.getKey();
    PartitionedRule rule = rules.get(RulePiece.name(key));
    if (rule == null) {
      end(tick);
      return;
    }
    if (timers.currentWatermark() == Watermark.MAX_WATERMARK.getTimestamp()) {
      return; // the end of input passes no tick
    }
    Partitions.One partition = partitions.get(key);
    if (partition == null) {
      partition = partitions.begin(key, rule);
    }
    PartitionState before = partition.state();
    if (tick <= before.closed()) {
      return;
    }
    List<LeafElement> known = partition.at(rule.neededAt(tick));
    List<GroupAlert> alerts = evaluate(partition, key, tick, known);
    partition.drop(rule.notNeededAfter(tick));
    boolean holdsElements = before.newestElement() > tick - rule.reachMillis();
    if (before.silent() || !alerts.isEmpty() || holdsElements) {
      partition.update(before.after(tick, alerts));
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, tick + rule.intervalMillis());
    } else {
      partitions.forget(key);
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<Labels, VoidNamespace> timer) {
    throw new IllegalStateException("no such timer is registered: " + timer);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    partitions.write();
    super.snapshotState(context);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    getTimeServiceManager().orElseThrow().advanceWatermark(mark);
    parts.flush(part -> output.collect(PARTS, new StreamRecord<>(part, part.tick())));
    output.emitWatermark(mark);
  }

  /** The alerts after the tick; none of a piece. */
  private List<GroupAlert> evaluate(
      Partitions.One partition, Labels key, long tick, List<LeafElement> known) {
    ticks.inc();
    RulePiece piece = partition.rule.piece();
    Labels labels = partition.labels;
    List<GroupAlert> alerts = partition.state().alerts();
    PartitionElements given = new PartitionElements(piece.plan().plan(), known);
    try {
      if (piece.above().isEmpty()) {
        Partition.Outcome outcome =
            new Partition(piece.rule(), labels).evaluate(alerts, tick, given, emitter);
        errors.inc(outcome.overLimit() > 0 ? 1 : 0);
        return outcome.alerts();
      }
      RulePiece.Above above = piece.above().get();
      parts.add(
          above,
          labels,
          KeyGroupRangeAssignment.assignToKeyGroup(key, KeyGroups.COUNT),
          tick,
          new PieceFold(piece.plan(), above.fold()).evaluate(labels, tick, given));
    } catch (EvaluationException noResult) {
      failed(tick, noResult);
      piece.above().ifPresent(above -> parts.addError(above, labels, tick));
    }
    return alerts;
  }

  /** Who is told; for whoever wants to listen too. */
  AlertListener listener(AlertListener all) {
    return all;
  }

  /** A rule or piece has no result in one of its partitions. */
  void failed(long tick, EvaluationException noResult) {
    errors.inc();
  }

  /** The rule is gone: its alerts are over. */
  private void end(long tick) throws Exception {
    PartitionState last = partitions.forgetOrphaned(tick).orElse(null);
    if (last != null) {
      for (GroupAlert alert : last.alerts()) {
        new BlockChunk.Orphan(alert.element(), last.ruleKey(), alert.active()).end(tick, emitter);
      }
    }
  }

  private final class Emitter implements AlertListener {
    @Override
    public void changed(Alert alert) {
      transitions.inc();
      output.collect(new StreamRecord<>(alert, alert.updatedAt()));
    }

    @Override
    public void noData(Alert alert) {
      output.collect(SeriesStage.NO_DATA, new StreamRecord<>(alert, alert.updatedAt()));
    }

    @Override
    public void forgotten(Labels alert) {
      output.collect(SeriesStage.FORGOTTEN, new StreamRecord<>(alert));
    }
  }
}
