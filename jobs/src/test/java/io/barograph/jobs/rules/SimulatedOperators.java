package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.NoDataAlert;
import io.barograph.core.series.SeriesLimits;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.testing.SimulatedTask;
import io.barograph.jobs.types.AlertSerializer;
import io.barograph.jobs.types.LabelsSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.Input;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.MultipleInputStreamOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedMultiInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.MultiInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * The operators of the rules pipeline in all their subtasks, connected as the job connects them.
 */
final class SimulatedOperators {
  private static final int LEVELS = 2;
  private static final String STRAIGHT = "straight";
  private static final String OWNERS = "owners";

  private final PackRules rules;
  private final SimulatedFeed feed;
  private final Parallelism parallelism;
  private final Restore restore;
  private final BiConsumer<String, Alert> sink;
  private final BiConsumer<String, Alert> triedSink;
  private final List<SimulatedTask> tasks = new ArrayList<>();
  private final List<SimulatedTask> withTimers = new ArrayList<>();
  private final List<SimulatedSource> sources = new ArrayList<>();

  /** How many subtasks the sources have, and the others. */
  record Parallelism(int sources, int others) {}

  /** Gives an operator's subtask its state. */
  interface Restore {
    void restore(
        AbstractStreamOperatorTestHarness<?> harness, String operator, int subtasks, int subtask)
        throws Exception;
  }

  /**
   * Operators that have started.
   *
   * @param sink takes the alerts, and the name of the subtask that gives them
   * @param triedSink the same for alerts of rules that are only tried
   */
  SimulatedOperators(
      PackRules rules,
      SimulatedFeed feed,
      Parallelism parallelism,
      Restore restore,
      BiConsumer<String, Alert> sink,
      BiConsumer<String, Alert> triedSink)
      throws Exception {
    this.rules = rules;
    this.feed = feed;
    this.parallelism = parallelism;
    this.restore = restore;
    this.sink = sink;
    this.triedSink = triedSink;
    for (int subtask = 0; subtask < parallelism.sources; subtask++) {
      addSource(subtask);
    }
    addGate();
    withTimers.addAll(tasks);
    for (int subtask = 0; subtask < parallelism.others; subtask++) {
      addSeriesStage(subtask);
      for (int level = 1; level <= LEVELS; level++) {
        addGroupStage(level, subtask);
      }
      addStraight(subtask);
      addOwners(subtask);
    }
    connect();
  }

  List<SimulatedTask> tasks() {
    return tasks;
  }

  List<SimulatedSource> sources() {
    return sources;
  }

  /** The tasks that do something when wall time passes. */
  List<SimulatedTask> withTimers() {
    return withTimers;
  }

  /** True if all that was to be told up to {@code end} has been. */
  boolean haveTold(long end) {
    return tasks.stream()
        .filter(task -> task.operator().equals(STRAIGHT) || task.operator().equals(OWNERS))
        .allMatch(task -> task.watermark(0) >= end);
  }

  private void addSource(int subtask) throws Exception {
    OneInputStreamOperatorTestHarness<IngestedSample, SampleBatch> harness =
        new OneInputStreamOperatorTestHarness<>(
            new SampleBatcher(rules, "metrics", SeriesLimits.NONE, feed.source()),
            KeyGroups.COUNT,
            parallelism.sources,
            subtask);
    harness.setup(SampleBatchSerializer.INSTANCE);
    restore.restore(harness, "batch", parallelism.sources, subtask);
    harness.open();
    SimulatedSource source = new SimulatedSource(harness, subtask);
    sources.add(source);
    tasks.add(source.batcher());
  }

  private void addGate() throws Exception {
    RuleGate.Plan plan =
        new RuleGate.Plan(
            new ArrayList<>(List.of(rules)),
            new ArrayList<>(List.of(new RuleGate.Edge(0, 0, parallelism.sources))),
            LEVELS,
            feed.source());
    var gate =
        new MultiInputStreamOperatorTestHarness<StageRecord>(new RuleGateFactory(plan), 1, 1, 0);
    gate.setup(StageRecordSerializer.INSTANCE);
    restore.restore(gate, "gate", 1, 0);
    gate.open();
    tasks.add(new SimulatedTask("gate", 0, gate, 1, input(gate)));
  }

  private void addSeriesStage(int subtask) throws Exception {
    SeriesHarness stage =
        new SeriesHarness(new SeriesStageFactory(rules, LEVELS, 0), parallelism.others, subtask);
    stage.getStreamConfig().setStateKeySerializer(Types.INT.createSerializer(null));
    stage.setKeySelector(0, batch -> ((SampleBatch) batch).key());
    stage.setup(AlertSerializer.INSTANCE);
    restore.restore(stage, "series", parallelism.others, subtask);
    stage.open();
    tasks.add(new SimulatedTask("series", subtask, stage, 2, new BehindTheGate(input(stage))));
  }

  private void addGroupStage(int level, int subtask) throws Exception {
    add(
        "group" + level,
        subtask,
        new KeyedOneInputStreamOperatorTestHarness<>(
            new GroupStage(rules, level, level == LEVELS),
            StageRecord::partitionKey,
            LabelsSerializer.INSTANCE.typeInformation(),
            KeyGroups.COUNT,
            parallelism.others,
            subtask));
  }

  private void addStraight(int subtask) throws Exception {
    Set<String> names = new TreeSet<>(rules.sharedAlertNames());
    names.add(NoDataAlert.NAME);
    add(
        STRAIGHT,
        subtask,
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new SharedNames<>(names, Alert::name, AlertOwners.SHARED)),
            KeyGroups.COUNT,
            parallelism.others,
            subtask));
  }

  private void addOwners(int subtask) throws Exception {
    add(
        OWNERS,
        subtask,
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new AlertOwnersFunction()),
            alert -> alert.labels().fingerprint(),
            Types.LONG,
            KeyGroups.COUNT,
            parallelism.others,
            subtask));
  }

  private <I> void add(
      String operator, int subtask, OneInputStreamOperatorTestHarness<I, Alert> harness)
      throws Exception {
    harness.setup(AlertSerializer.INSTANCE);
    restore.restore(harness, operator, parallelism.others, subtask);
    harness.open();
    tasks.add(
        new SimulatedTask(
            operator,
            subtask,
            harness,
            1,
            new SimulatedTask.Input() {
              @Override
              @SuppressWarnings("unchecked")
              public void record(int input, StreamRecord<?> record) throws Exception {
                harness.processElement((StreamRecord<I>) record);
              }

              @Override
              public void watermark(int input, Watermark mark) throws Exception {
                harness.processWatermark(mark);
              }
            }));
  }

  private static SimulatedTask.Input input(MultiInputStreamOperatorTestHarness<?> harness) {
    return new SimulatedTask.Input() {
      @Override
      public void record(int input, StreamRecord<?> record) throws Exception {
        harness.processElement(input, record);
      }

      @Override
      public void watermark(int input, Watermark mark) throws Exception {
        harness.processWatermark(input, mark);
      }
    };
  }

  /** Looks that no change comes behind the watermark that passes its tick. */
  private static final class BehindTheGate implements SimulatedTask.Input {
    private final SimulatedTask.Input stage;
    private long watermark = Long.MIN_VALUE;

    BehindTheGate(SimulatedTask.Input stage) {
      this.stage = stage;
    }

    @Override
    public void record(int input, StreamRecord<?> record) throws Exception {
      if (record.getValue() instanceof StageChange change
          && change.change().effectiveFrom() <= watermark) {
        throw new AssertionError("behind the watermark %d: %s".formatted(watermark, change));
      }
      stage.record(input, record);
    }

    @Override
    public void watermark(int input, Watermark mark) throws Exception {
      watermark = input == 1 ? mark.getTimestamp() : watermark;
      stage.watermark(input, mark);
    }
  }

  /** Asks the stage for its inputs once, where the harness does so for each element. */
  @SuppressWarnings({"rawtypes", "unchecked"})
  private static final class SeriesHarness
      extends KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> {
    private List<Input> inputs;

    SeriesHarness(SeriesStageFactory factory, int parallelism, int subtask) throws Exception {
      super(factory, KeyGroups.COUNT, parallelism, subtask);
    }

    private Input input(int number) {
      if (inputs == null) {
        inputs = ((MultipleInputStreamOperator<Alert>) operator).getInputs();
      }
      return inputs.get(number);
    }

    @Override
    public void processElement(int number, StreamRecord<?> record) throws Exception {
      input(number).setKeyContextElement(record);
      input(number).processElement(record);
    }

    @Override
    public void processWatermark(int number, Watermark mark) throws Exception {
      input(number).processWatermark(mark);
    }
  }

  private List<SimulatedTask> tasks(String operator) {
    return tasks.stream().filter(task -> task.operator().equals(operator)).toList();
  }

  private static List<SimulatedTask.Channel> channels(List<SimulatedTask> to, int input) {
    return to.stream().map(task -> task.channel(input)).toList();
  }

  private void connect() {
    SimulatedTask gate = tasks("gate").get(0);
    List<SimulatedTask> series = tasks("series");
    for (SimulatedTask batcher : tasks("batch")) {
      batcher.route(
          SimulatedTask.byKey(
              null, channels(series, 0), batch -> subtaskOf(((SampleBatch) batch).key())));
      batcher.route(SimulatedTask.toAll(SampleBatcher.ACKS, gate.channel(0)));
    }
    gate.route(
        SimulatedTask.toAll(null, channels(series, 1).toArray(SimulatedTask.Channel[]::new)));
    series.forEach(this::publish);
    for (int level = 1; level <= LEVELS; level++) {
      List<SimulatedTask> groups = tasks("group" + level);
      for (SimulatedTask stage : series) {
        stage.route(keyed(SeriesStage.leafElements(level), groups));
      }
      if (level > 1) {
        for (SimulatedTask below : tasks("group" + (level - 1))) {
          below.route(keyed(GroupStage.PARTS, groups));
        }
      }
      groups.forEach(this::publish);
    }
    for (SimulatedTask straight : tasks(STRAIGHT)) {
      straight.route(ofAlerts(AlertOwners.SHARED));
      straight.route(new Sink(null, straight.name(), sink));
    }
    tasks(OWNERS).forEach(owners -> owners.route(new Sink(null, owners.name(), sink)));
  }

  /** Sends what a stage tells to where shared alerts are set apart, and on. */
  private void publish(SimulatedTask stage) {
    stage.route(SimulatedTask.toAll(null, tasks(STRAIGHT).get(stage.subtask()).channel(0)));
    stage.route(ofAlerts(StageAlerts.NO_DATA));
    stage.route(new Sink(StageAlerts.TRIED, stage.name(), triedSink));
  }

  private SimulatedTask.Route ofAlerts(OutputTag<Alert> tag) {
    return SimulatedTask.byKey(
        tag,
        channels(tasks(OWNERS), 0),
        alert -> subtaskOf(((Alert) alert).labels().fingerprint()));
  }

  private SimulatedTask.Route keyed(OutputTag<StageRecord> tag, List<SimulatedTask> to) {
    return SimulatedTask.byKey(
        tag, channels(to, 0), record -> subtaskOf(((StageRecord) record).partitionKey()));
  }

  private int subtaskOf(Object key) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
        key, KeyGroups.COUNT, parallelism.others);
  }

  /** Takes the alerts of an output; the main one if that has no tag. */
  private record Sink(OutputTag<?> tag, String name, BiConsumer<String, Alert> taker)
      implements SimulatedTask.Route {
    @Override
    public List<SimulatedTask.Channel> targets(StreamRecord<?> record) {
      taker.accept(name, (Alert) record.getValue());
      return List.of();
    }

    @Override
    public List<SimulatedTask.Channel> all() {
      return List.of();
    }
  }
}
