package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.promql.eval.EvaluationResult;
import io.barograph.promql.vector.Partial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorV2;
import org.apache.flink.streaming.api.operators.Input;
import org.apache.flink.streaming.api.operators.MultipleInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * The series stage: one {@link SeriesBlock} for each key group, evaluated as the clocks of the
 * inputs pass its ticks.
 *
 * <p>Each input is one topic, or the derived samples of one signal, and has a watermark of its own;
 * but for one without a clock, whose samples count in the ticks that are still open when they come.
 */
final class SeriesStage extends AbstractStreamOperatorV2<Alert>
    implements MultipleInputStreamOperator<Alert> {
  /** What series give to one level of the group stage, and the marks behind it. */
  static OutputTag<StageRecord> leafElements(int level) {
    return new OutputTag<>(
        "leaf-elements-" + level, StageRecordSerializer.INSTANCE.typeInformation());
  }

  /** Stands for the place of a stage whose rules do not change. */
  static final int WITHOUT_GATE = -1;

  /* State names; part of the savepoint format, never rename. */
  private static final String CHUNKS = "series-chunks";
  private static final String NEWEST_AT_END = "newest-at-end-";

  private final RuleTimeline timeline;
  private final List<String> inputs;
  private final InputClocks clocks;

  /** By the domain's id: ticks up to here had been closed when the stage was restored. */
  private final Map<Integer, Long> closed = new HashMap<>();

  private final KeptBlocks blocks;
  private final SeriesBlock.AppendCounts counts = new SeriesBlock.AppendCounts();
  private final Map<RulesMetric, Counter> counters = new EnumMap<>(RulesMetric.class);
  private final List<OutputTag<StageRecord>> levels = new ArrayList<>();
  private List<RuleSet.Domain> readingAlerts;
  private SeriesBlock.Listener listener;
  private MapState<Long, byte[]> chunks;
  private ListState<byte[]> timelineState;
  private List<ListState<Long>> newestAtEnd;
  private StageMarks marks;

  /** Its place among the stages behind a gate; {@link #WITHOUT_GATE} if there is none. */
  private final int place;

  /** How far the gate lets the clock of each input. */
  private final long[] released;

  /** How far each input is itself. */
  private final long[] watermarks;

  SeriesStage(
      StreamOperatorParameters<Alert> parameters,
      RuleSet.Source rulesSource,
      int groupLevels,
      int place) {
    super(parameters, rulesSource.inputs().size() + (place == WITHOUT_GATE ? 0 : 1));
    this.place = place;
    this.watermarks = new long[rulesSource.inputs().size()];
    Arrays.fill(watermarks, Long.MIN_VALUE);
    this.released = new long[watermarks.length];
    Arrays.fill(released, place == WITHOUT_GATE ? Long.MAX_VALUE : Long.MIN_VALUE);
    this.timeline = new RuleTimeline(rulesSource);
    this.inputs = rulesSource.inputs();
    this.clocks = new InputClocks(rulesSource);
    this.blocks = new KeptBlocks(rules());
    this.readingAlerts = rules().domainsReadingAlerts();
    for (int level = 1; level <= groupLevels; level++) {
      levels.add(leafElements(level));
    }
  }

  private RuleSet rules() {
    return timeline.rules();
  }

  /** False for an input that no rule waits for. */
  boolean hasClock(int input) {
    return clocks.has(input);
  }

  /** The number of inputs, without the gate. */
  int inputCount() {
    return clocks.size();
  }

  @Override
  @SuppressWarnings("rawtypes")
  public List<Input> getInputs() {
    List<Input> all = new ArrayList<>();
    for (int input = 0; input < clocks.size(); input++) {
      all.add(new BatchInput(this, input));
    }
    if (place != WITHOUT_GATE) {
      all.add(new GateInput(this));
    }
    return all;
  }

  @Override
  public void open() throws Exception {
    super.open();
    for (RulesMetric metric : RulesMetric.values()) {
      if (metric.isOfSeriesStage()) {
        counters.put(metric, getMetricGroup().counter(metric.metricName()));
      }
    }
    listener = new Emitter();
    TaskInfo task = getRuntimeContext().getTaskInfo();
    marks =
        new StageMarks(
            task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks(), clocks.size());
    marks.follow(rules().groupDomains());
    getMetricGroup().gauge(RulesMetric.SERIES.metricName(), blocks::seriesCount);
    for (int input = 0; input < clocks.size(); input++) {
      if (!clocks.has(input)) {
        processWatermarkStatus(WatermarkStatus.IDLE, input + 1); // or it would hold the watermark
      }
    }
    if (place != WITHOUT_GATE) {
      processWatermarkStatus(WatermarkStatus.IDLE, clocks.size() + 1);
    }
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    chunks =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    CHUNKS, Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    timelineState = context.getOperatorStateStore().getUnionListState(RuleTimeline.STATE);
    newestAtEnd = new ArrayList<>();
    for (String input : inputs) {
      newestAtEnd.add(
          context
              .getOperatorStateStore()
              .getUnionListState(new ListStateDescriptor<>(NEWEST_AT_END + input, Types.LONG)));
    }
    if (context.isRestored()) {
      restore();
    }
  }

  private void restore() throws Exception {
    for (byte[] known : timelineState.get()) {
      timeline.restore(known);
    }
    follow(domain -> Long.MIN_VALUE);
    for (int input = 0; input < clocks.size(); input++) {
      for (long newest : newestAtEnd.get(input).get()) {
        clocks.ends(input, newest);
      }
    }
    TaskInfo task = getRuntimeContext().getTaskInfo();
    for (int keyGroup :
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            KeyGroups.COUNT, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask())) {
      blocks.restore(keyGroup, chunksOf(keyGroup));
    }
    for (KeptBlocks.Kept kept : blocks.all()) {
      for (RuleSet.Domain domain : rules().domains()) {
        closed.merge(domain.id(), kept.block.closed(domain.id()), Math::max);
      }
    }
  }

  private MapState<Long, byte[]> chunksOf(int keyGroup) {
    setCurrentKey(KeyGroups.representative(keyGroup));
    return chunks;
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    if (timeline.settle(clocks.ofAll(rules().domains()))) {
      follow(domain -> Long.MIN_VALUE);
    }
    blocks.snapshot(context.getCheckpointId(), this::chunksOf);
    boolean isFirst = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
    timelineState.update(isFirst ? List.of(timeline.toBytes(Map.of())) : List.of());
    for (int input = 0; input < clocks.size(); input++) {
      long newest = clocks.time(input).newestAtEnd();
      newestAtEnd.get(input).update(newest == Long.MIN_VALUE ? List.of() : List.of(newest));
    }
  }

  /** Takes a change of rules; every tick from which it is in force is still to come. */
  void change(RuleChange change) {
    if (timeline.take(change)) {
      follow(domain -> change.effectiveFrom() - 1);
      marks.send(change, this::sendToAllLevels);
      marks.follow(rules().groupDomains());
    }
  }

  /** Answers a question about the state, and hands it on. */
  void answer(StageQuestion fromGate) {
    StageQuestion asked = fromGate.at(place);
    marks.send(asked, this::sendToAllLevels);
    byte[] answer =
        new SeriesInspection(rules(), blocks, clocks, inputs)
            .answer(asked, getRuntimeContext().getTaskInfo());
    output.collect(StateFindings.ANSWERS, new StreamRecord<>(answer));
  }

  private void follow(ToLongFunction<RuleSet.Domain> closedOfNew) {
    blocks.follow(rules(), closedOfNew);
    readingAlerts = rules().domainsReadingAlerts();
  }

  /** A block for a key group that has had no series yet: it begins at the ticks open now. */
  private KeptBlocks.Kept newBlock(int keyGroup) {
    KeptBlocks.Kept kept = blocks.add(keyGroup);
    for (RuleSet.Domain domain : rules().domains()) {
      long restored = closed.getOrDefault(domain.id(), Long.MIN_VALUE);
      kept.block.restoreClosed(domain.id(), Math.max(restored, clocks.of(domain)));
    }
    return kept;
  }

  /** What came too late for every rule that could have seen it at its own time. */
  private void countBehindClocks(SampleBatch batch) {
    long clock = readingAlerts.stream().mapToLong(clocks::of).min().orElseThrow();
    for (int i = 0; i < batch.size(); i++) {
      if (batch.timestamp(i) <= clock) {
        count(RulesMetric.SAMPLES_STORED_LATE, 1);
      }
    }
  }

  /** Takes a batch of an input. */
  void append(int input, SampleBatch batch) {
    if (batch.isBegin()) {
      clocks.begins(input, batch.oldestOfSource());
      return;
    }
    if (batch.isEnd()) {
      clocks.ends(input, batch.newestOfSource());
      return;
    }
    if (!clocks.has(input)) {
      countBehindClocks(batch);
    }
    KeptBlocks.Kept kept = blocks.get(batch.keyGroup());
    if (kept == null) {
      kept = newBlock(batch.keyGroup());
    }
    kept.append(batch, counts, listener);
    count(RulesMetric.SAMPLES_STORED, batch.size());
    if (counts.any()) {
      count(RulesMetric.SAMPLES_DUPLICATE, counts.duplicates());
      count(RulesMetric.SAMPLES_UNKNOWN, counts.unknown());
      count(RulesMetric.SAMPLES_UNREAD, counts.unread());
      count(RulesMetric.SAMPLES_STORED_LATE, counts.late());
      count(RulesMetric.SAMPLES_EVALUATED, counts.evaluated());
      counts.reset();
    }
  }

  /** Takes the clock of an input, and lets it go as far as the gate does. */
  void watermark(int input, long mark) throws Exception {
    watermarks[input] = mark;
    proceed(input);
  }

  /** Takes how far the gate lets an input. */
  void release(StageMark mark) throws Exception {
    if (mark.sender() == place) {
      released[mark.input()] = mark.time().watermark();
      proceed(mark.input());
    }
  }

  private void proceed(int input) throws Exception {
    long clock = Math.min(watermarks[input], released[input]);
    if (clock > clocks.time(input).watermark()) {
      advance(input, clock);
      reportWatermark(new Watermark(clock), input + 1);
    }
  }

  private void advance(int input, long watermark) {
    clocks.advance(input, watermark);
    for (KeptBlocks.Kept kept : blocks.all()) {
      boolean evaluated = false;
      for (RuleSet.Domain domain : rules().domains()) {
        int ticks = kept.block.advance(domain.id(), clocks.of(domain), listener);
        evaluated |= ticks > 0;
        count(RulesMetric.TICKS, ticks);
      }
      kept.endOrphans(clocks.of(input), listener);
      if (evaluated) {
        kept.block.tidy();
      }
    }
    marks.send(input, clocks.time(input), this::sendToAllLevels);
  }

  private void sendToAllLevels(StageRecord record) {
    for (OutputTag<StageRecord> level : levels) {
      output.collect(level, new StreamRecord<>(record));
    }
  }

  private void send(GroupLeaf leaf, LeafElement element) {
    output.collect(
        levels.get(leaf.piece().level() - 1), new StreamRecord<>(element, element.tick()));
  }

  private void count(RulesMetric metric, long number) {
    counters.get(metric).inc(number);
  }

  private final class Emitter extends StageAlerts implements SeriesBlock.Listener {
    Emitter() {
      super(output, counters.get(RulesMetric.TRANSITIONS));
    }

    @Override
    public void leaf(SeriesRow series, int place, long tick, EvaluationResult result) {
      GroupLeaf leaf = series.leaves().leaf(place);
      LeafElement.Origin origin =
          new LeafElement.Origin(series.leaves().partitionKey(place), leaf.source(), tick);
      long support = series.leaves().support(place);
      if (result.isPresent()) {
        send(leaf, LeafElement.of(origin, series.labels(), result.value(), support));
      } else if (leaf.tellsOfData()) {
        send(leaf, LeafElement.none(origin, series.labels(), support));
      }
    }

    @Override
    public void folded(LeafFold group, long tick) {
      GroupLeaf leaf = group.leaf();
      LeafElement.Origin origin = new LeafElement.Origin(group.partitionKey(), leaf.source(), tick);
      long support = group.support();
      Optional<Partial> part = group.end();
      if (part.isPresent()) {
        send(leaf, LeafElement.part(origin, group.group(), part.get(), support));
      } else if (leaf.tellsOfData()) {
        send(leaf, LeafElement.none(origin, group.group(), support));
      }
    }
  }
}
