package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.AlertListener;
import io.barograph.promql.vector.EvaluationException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.internal.InternalListState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * A level of the group stage: rules on several series and pieces of such rules, each evaluated
 * partition by partition as the clock of its domain passes its ticks. What pieces give goes to the
 * level above before the mark of those ticks does.
 *
 * <p>Leaf elements wait by their instants, so that a tick costs what came for it, however far the
 * series stage is ahead. The clocks are those that the senders' marks tell, not Flink's watermark,
 * which goes by the slowest input.
 */
class GroupStage extends AbstractStreamOperator<Alert>
    implements OneInputStreamOperator<StageRecord, Alert> {
  /* State names; part of the savepoint format, never rename. */
  private static final String ELEMENTS = "leaf-elements";
  private static final String PARTITION = "partition";

  /** What pieces give to the level above, and the marks behind it. */
  static final OutputTag<StageRecord> PARTS =
      new OutputTag<>("parts", StageRecordSerializer.INSTANCE.typeInformation());

  private final RuleSet.Source source;
  private final int level;
  private final boolean isTop;
  private transient RuleTimeline timeline;
  private transient ListState<byte[]> timelineState;
  private transient MarkedClocks clocks;
  private transient StageMarks marks;
  private transient Partitions partitions;
  private transient PartitionSchedule schedule;
  private transient PartitionEvaluation evaluation;
  private transient PartCollector parts;
  private transient GroupInspection inspection;

  /**
   * An operator.
   *
   * @param level of the pieces that it evaluates, from 1
   * @param isTop true if there is no level above
   */
  GroupStage(RuleSet.Source source, int level, boolean isTop) {
    this.source = source;
    this.level = level;
    this.isTop = isTop;
  }

  @Override
  public void open() throws Exception {
    super.open();
    parts = new PartCollector();
    inspection = new GroupInspection();
    openClocks();
    openPartitions();
    follow();
    restorePartitions();
    Counter transitions = getMetricGroup().counter(RulesMetric.TRANSITIONS.metricName());
    evaluation =
        new PartitionEvaluation(
            schedule,
            parts,
            listener(new StageAlerts(output, transitions)),
            this::failed,
            inspection,
            getMetricGroup());
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    timeline = new RuleTimeline(source);
    timelineState = context.getOperatorStateStore().getUnionListState(RuleTimeline.STATE);
    for (byte[] known : timelineState.get()) {
      timeline.restore(known);
    }
  }

  /** All subtasks of the series stage send marks, and all of the level below. */
  private void openClocks() {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    int parallelism = task.getNumberOfParallelSubtasks();
    clocks = new MarkedClocks(source, level == 1 ? parallelism : 2 * parallelism);
    marks =
        new StageMarks(
            parallelism + task.getIndexOfThisSubtask(), parallelism, source.inputs().size());
  }

  @SuppressWarnings("unchecked")
  private void openPartitions() throws Exception {
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
    TaskInfo task = getRuntimeContext().getTaskInfo();
    KeyGroupRange here =
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            KeyGroups.COUNT, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
    schedule =
        new PartitionSchedule(
            level,
            partitions,
            key -> here.contains(KeyGroupRangeAssignment.assignToKeyGroup(key, KeyGroups.COUNT)));
  }

  private void restorePartitions() throws Exception {
    schedule.restore(writtenPartitions());
    if (schedule.hasOrphans()) {
      dropElementsOfOrphans();
    }
  }

  private void dropElementsOfOrphans() {
    for (Tuple2<Labels, Long> waiting : waitingElements()) {
      Partitions.One partition = partitions.get(waiting.f0);
      if (partition == null || partition.rule == null) {
        partitions.dropElements(waiting.f0, waiting.f1);
      }
    }
  }

  /** The instants of elements that wait, with the keys of their partitions. */
  private List<Tuple2<Labels, Long>> waitingElements() {
    try (Stream<Tuple2<Labels, Long>> all =
        this.<Labels>getKeyedStateBackend().getKeysAndNamespaces(ELEMENTS)) {
      return all.toList();
    }
  }

  private List<Labels> writtenPartitions() {
    try (Stream<Labels> keys =
        this.<Labels>getKeyedStateBackend().getKeys(PARTITION, VoidNamespace.INSTANCE)) {
      return keys.toList();
    }
  }

  /** The key is set where state is looked at. */
  @Override
  @SuppressWarnings("rawtypes")
  public void setKeyContextElement1(StreamRecord record) {}

  @Override
  public void processElement(StreamRecord<StageRecord> record) throws Exception {
    if (record.getValue() instanceof LeafElement element) {
      schedule.take(element);
    } else if (record.getValue() instanceof StageMark mark) {
      take(mark);
    } else if (record.getValue() instanceof StageChange change) {
      take(change.change());
    } else if (record.getValue() instanceof StageQuestion asked && inspection.isFirst(asked)) {
      answer(asked);
    }
  }

  private void answer(StageQuestion asked) {
    GroupInspection.Level all =
        new GroupInspection.Level(
            level,
            timeline.rules(),
            schedule.rules(),
            partitions.all(),
            clocks.slowest(),
            source.inputs());
    byte[] answer = inspection.answer(asked, all, getRuntimeContext().getTaskInfo());
    output.collect(StateFindings.ANSWERS, new StreamRecord<>(answer));
  }

  /** Every sender hands a change on; the first one counts. */
  private void take(RuleChange change) throws Exception {
    if (!timeline.take(change)) {
      return;
    }
    marks.send(change, this::sendUp);
    follow();
  }

  /** Takes the rules as they are now. */
  private void follow() {
    schedule.follow(timeline.rules(), clocks.slowest());
    marks.follow(timeline.rules().groupDomains());
  }

  private void take(StageMark mark) throws Exception {
    if (!clocks.take(mark)) {
      return;
    }
    evaluation.endOrphans();
    for (RuleSet.Domain domain : timeline.rules().domains()) {
      if (domain.inputs().contains(mark.input())) {
        advance(domain, clocks.slowest().of(domain));
      }
    }
    parts.flush(this::sendUp);
    if (!isTop) {
      marks.send(mark.input(), clocks.slowest().time(mark.input()), this::sendUp);
    }
  }

  private void sendUp(StageRecord record) {
    output.collect(PARTS, new StreamRecord<>(record));
  }

  private void advance(RuleSet.Domain domain, long clock) throws Exception {
    long oldest = clocks.slowest().oldest(domain);
    if (oldest <= clock) {
      schedule.letSpeak(domain, Math.max(oldest, timeline.restoredClock(domain.id()) + 1));
    }
    schedule.doDue(domain, clock, evaluation::evaluate);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    if (timeline.settle(clocks.slowest().ofAll(timeline.rules().groupDomains()))) {
      follow();
    }
    partitions.write();
    boolean isFirst = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
    timelineState.update(isFirst ? List.of(timeline.toBytes(clocksOfDomains())) : List.of());
    super.snapshotState(context);
  }

  private Map<Integer, Long> clocksOfDomains() {
    Map<Integer, Long> all = new TreeMap<>();
    for (RuleSet.Domain domain : timeline.rules().groupDomains()) {
      all.put(domain.id(), clocks.slowest().of(domain));
    }
    return all;
  }

  /** Who is told; for whoever wants to listen too. */
  AlertListener listener(AlertListener all) {
    return all;
  }

  /** A rule or piece has no result in one of its partitions; for whoever wants to know. */
  void failed(long tick, EvaluationException noResult) {}
}
