package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.AlertListener;
import io.barograph.promql.alerting.GroupAlert;
import io.barograph.promql.alerting.Partition;
import io.barograph.promql.alerting.PieceFold;
import io.barograph.promql.vector.EvaluationException;
import java.util.ArrayList;
import java.util.HashMap;
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
  private transient PartCollector parts;
  private transient Map<String, PartitionedRule> rules;
  private transient Partitions partitions;
  private transient Map<Integer, Agenda<Partitions.One>> agendas;
  private transient List<Partitions.One> orphans;
  private transient MarkedClocks clocks;
  private transient StageMarks marks;
  private transient SilentPartitions silent;
  private transient AlertListener emitter;
  private transient GroupInspection inspection;

  private transient Counter ticks;
  private transient Counter transitions;
  private transient Counter errors;

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
    agendas = new HashMap<>();
    silent = new SilentPartitions();
    inspection = new GroupInspection();
    followTimeline();
    parts = new PartCollector();
    openClocks();
    restorePartitions();
    emitter = listener(new Emitter());
    ticks = getMetricGroup().counter(RulesMetric.PARTITION_TICKS.metricName());
    transitions = getMetricGroup().counter(RulesMetric.TRANSITIONS.metricName());
    errors = getMetricGroup().counter(RulesMetric.EVALUATION_ERRORS.metricName());
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

  /** Takes the rules as they are now. */
  private void followTimeline() {
    rules = new HashMap<>();
    timeline
        .rules()
        .pieces()
        .forEach(
            (name, piece) -> {
              if (piece.newest().level() == level) {
                rules.put(name, new PartitionedRule(piece));
              }
            });
    silent.follow(rules.values(), this::clockOf, key -> keyGroups().contains(keyGroup(key)));
    agendas.clear();
    for (RuleSet.Domain domain : timeline.rules().domains()) {
      agendas.put(domain.id(), new Agenda<>(one -> one.state().next()));
    }
  }

  private long clockOf(PartitionedRule rule) {
    return clocks == null
        ? Long.MIN_VALUE
        : clocks.slowest().of(timeline.rules().domain(rule.domain()));
  }

  /** All subtasks of the series stage send marks, and all of the level below. */
  private void openClocks() {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    int parallelism = task.getNumberOfParallelSubtasks();
    clocks = new MarkedClocks(source, level == 1 ? parallelism : 2 * parallelism);
    marks =
        new StageMarks(
            parallelism + task.getIndexOfThisSubtask(), parallelism, source.inputs().size());
    marks.follow(timeline.rules().groupDomains());
  }

  @SuppressWarnings("unchecked")
  private void restorePartitions() throws Exception {
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
    orphans = new ArrayList<>();
    for (Labels key : writtenPartitions()) {
      Partitions.One partition = partitions.begin(key, rules.get(RulePiece.name(key)));
      if (partition.rule == null) {
        orphans.add(partition);
      } else {
        agenda(partition).enter(partition);
      }
    }
    for (Tuple2<Labels, Long> waiting : waitingElements()) {
      Partitions.One partition = partitions.get(waiting.f0);
      if (partition == null || partition.rule == null) {
        partitions.dropElements(waiting.f0, waiting.f1);
      }
    }
  }

  /** The instants of elements that wait, with their partitions; asked only for what is gone. */
  private List<Tuple2<Labels, Long>> waitingElements() {
    if (orphans.isEmpty()) {
      return List.of();
    }
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

  private Agenda<Partitions.One> agenda(Partitions.One partition) {
    return agendas.get(partition.rule.domain());
  }

  /** The key is set where state is looked at. */
  @Override
  @SuppressWarnings("rawtypes")
  public void setKeyContextElement1(StreamRecord record) {}

  @Override
  public void processElement(StreamRecord<StageRecord> record) throws Exception {
    if (record.getValue() instanceof LeafElement element) {
      take(element);
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
            rules.values(),
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

  private void follow() {
    followTimeline();
    for (Partitions.One partition : partitions.all()) {
      partition.rule = rules.get(partition.name());
      if (partition.rule == null) {
        orphans.add(partition);
      } else {
        partition.update(partition.state().due(partition.rule.tickFor(partition.state().after())));
        agenda(partition).enter(partition);
      }
    }
    marks.follow(timeline.rules().groupDomains());
  }

  private void take(LeafElement element) throws Exception {
    Labels key = element.partitionKey();
    Partitions.One partition = partitions.get(key);
    if (partition == null) {
      PartitionedRule rule = rules.get(RulePiece.name(key));
      if (rule == null) {
        return;
      }
      partition = partitions.begin(key, rule);
    }
    if (partition.rule != null) {
      partition.add(element);
      makeDue(partition, partition.rule.tickFor(element.tick()));
    }
  }

  private void makeDue(Partitions.One partition, long tick) {
    if (partition.state().isLaterThan(tick)) {
      partition.update(partition.state().due(tick));
      agenda(partition).enter(partition);
    }
  }

  private void take(StageMark mark) throws Exception {
    if (!clocks.take(mark)) {
      return;
    }
    endOrphans();
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
      letSpeak(domain, oldest);
    }
    agendas.get(domain.id()).doDue(clock, this::evaluate);
  }

  /** Begins the partitions of a domain that speak without data, those of this subtask, once. */
  private void letSpeak(RuleSet.Domain domain, long from) throws Exception {
    long first = Math.max(from, timeline.restoredClock(domain.id()) + 1);
    for (SilentPartitions.Silent one : silent.takeBeginning(domain.id())) {
      letSpeak(one.key(), one.rule(), one.rule().tickFor(Math.max(first, one.from())));
    }
  }

  private void letSpeak(Labels key, PartitionedRule rule, long tick) throws Exception {
    Partitions.One known = partitions.get(key);
    Partitions.One partition = known == null ? partitions.begin(key, rule) : known;
    if (!partition.state().silent() && tick != PartitionedRule.NEVER) {
      partition.update(partition.state().withElement(tick).withSilence());
      makeDue(partition, tick);
    }
  }

  private KeyGroupRange keyGroups() {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    return KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
        KeyGroups.COUNT, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
  }

  private static int keyGroup(Labels key) {
    return KeyGroupRangeAssignment.assignToKeyGroup(key, KeyGroups.COUNT);
  }

  private void evaluate(Partitions.One partition) throws Exception {
    setCurrentKey(partition.key);
    PartitionedRule rule = partition.rule;
    PartitionState before = partition.state();
    long tick = before.next();
    RulePiece piece = rule.at(tick);
    if (piece == null) {
      end(partition);
      return;
    }
    List<LeafElement> known = partition.at(rule.neededAt(tick));
    inspection.times().begin();
    long start = inspection.times().start();
    List<GroupAlert> alerts = evaluate(partition, piece, tick, known);
    inspection.times().stop(piece.rule().rule(), start);
    partition.drop(rule.notNeededAfter(before.closed(), tick));
    boolean holdsElements = before.newestElement() > tick - rule.reachMillis();
    boolean isSilent = before.silent() && rule.speaks(partition.labels, tick);
    if (isSilent || !alerts.isEmpty() || holdsElements) {
      partition.update(before.after(tick, rule.tickFor(tick + 1), alerts));
      agenda(partition).enter(partition);
    } else {
      partitions.forget(partition);
    }
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

  /** The alerts after the tick; none of a piece. */
  private List<GroupAlert> evaluate(
      Partitions.One partition, RulePiece piece, long tick, List<LeafElement> known) {
    ticks.inc();
    Labels labels = partition.labels;
    List<GroupAlert> alerts = partition.state().alerts();
    PartitionElements given = new PartitionElements(piece, known);
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
          keyGroup(partition.key),
          tick,
          new PieceFold(piece.plan(), above.fold()).evaluate(labels, tick, given));
    } catch (EvaluationException noResult) {
      failed(tick, noResult);
      inspection.failed(piece.rule().rule());
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

  /** The rules are gone: their alerts are over. */
  private void endOrphans() throws Exception {
    for (Partitions.One orphan : orphans) {
      setCurrentKey(orphan.key);
      end(orphan);
    }
    orphans.clear();
  }

  /** Ends the alerts of a rule that is gone at the tick at which it would have been evaluated. */
  private void end(Partitions.One partition) throws Exception {
    PartitionState last = partition.state();
    for (GroupAlert alert : last.alerts()) {
      new BlockChunk.Orphan(alert.element(), last.ruleKey(), alert.active())
          .end(last.next(), emitter);
    }
    long tick = last.next();
    boolean comesBack =
        partition.rule != null
            && (last.newestElement() > tick
                || (last.silent() && partition.rule.speaks(partition.labels, tick)));
    if (comesBack) {
      partition.drop(partition.rule.instants(last).headSet(tick + 1));
      partition.update(last.after(tick, partition.rule.tickFor(tick + 1), List.of()));
      agenda(partition).enter(partition);
    } else {
      if (partition.rule != null) {
        partition.drop(partition.rule.instants(last));
      }
      partitions.forget(partition);
      silent.ended(partition.key);
    }
  }

  private final class Emitter implements AlertListener {
    @Override
    public void changed(Alert alert) {
      transitions.inc();
      output.collect(new StreamRecord<>(alert, alert.updatedAt()));
    }

    @Override
    public void tried(Alert alert) {
      output.collect(SeriesStage.TRIED, new StreamRecord<>(alert, alert.updatedAt()));
    }

    @Override
    public void halting(Alert alert, long haltMillis) {
      output.collect(
          SeriesStage.HALTING, new StreamRecord<>(Tuple2.of(alert, haltMillis), alert.updatedAt()));
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
