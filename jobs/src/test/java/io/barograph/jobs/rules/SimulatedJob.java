package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.series.SeriesLimits;
import io.barograph.formats.alert.AlertJson;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.types.AlertSerializer;
import io.barograph.jobs.types.LabelsSerializer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedMultiInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.MultiInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * The operators of the rules pipeline under one seeded scheduler: which of them goes on, when a
 * checkpoint begins, when everything crashes and comes back at another parallelism, and when time
 * passes, is drawn.
 */
final class SimulatedJob implements AutoCloseable {
  private static final int LEVELS = 2;

  private final PackRules rules;
  private final List<List<IngestedSample>> partitions;
  private final long bound;
  private final SimulatedFeed feed;
  private final Random random;
  private final List<String> told = new ArrayList<>();

  private final List<SimulatedTask> tasks = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final List<SimulatedTask.Channel> channels = new ArrayList<>();
  private int parallelism;
  private long processingTime;
  private long checkpoints;
  private Checkpoint running;
  private Checkpoint last;
  private long newestEver = Long.MIN_VALUE;

  /** A partition on its way. */
  private static final class Source {
    SimulatedTask batcher;
    OneInputStreamOperatorTestHarness<IngestedSample, SampleBatch> harness;
    int position;
    long newest = Long.MIN_VALUE;
    boolean hasEnded;
  }

  /** A checkpoint: where the partitions are, and the states of all subtasks. */
  private static final class Checkpoint {
    final long number;
    final int parallelism;
    final int[] positions;
    final Map<String, OperatorSubtaskState[]> states = new HashMap<>();
    int missing;

    Checkpoint(long number, int parallelism, int sources, int tasks) {
      this.number = number;
      this.parallelism = parallelism;
      this.positions = new int[sources];
      Arrays.fill(positions, -1);
      this.missing = tasks;
    }
  }

  /**
   * A job that has not begun.
   *
   * @param partitions each in the order of arrival, late by {@code bound} at most
   */
  SimulatedJob(
      PackRules rules,
      List<List<IngestedSample>> partitions,
      long bound,
      SimulatedFeed feed,
      Random random)
      throws Exception {
    this.rules = rules;
    this.partitions = partitions;
    this.bound = bound;
    this.feed = feed;
    this.random = random;
    start();
  }

  /** Every transition that was told, again after crashes. */
  List<String> told() {
    return told;
  }

  /** How many samples were read, of all partitions, since the last crash. */
  int position() {
    return sources.stream().mapToInt(source -> source.position).sum();
  }

  /** The time of the newest sample that was ever read: what a clock on the wall would show. */
  long now() {
    return newestEver;
  }

  boolean isOver() {
    return sources.stream().allMatch(source -> source.hasEnded)
        && channels.stream().allMatch(SimulatedTask.Channel::isEmpty);
  }

  /** Does one thing that is drawn. */
  void step() throws Exception {
    int what = random.nextInt(100);
    if (what < 30) {
      read(sources.get(random.nextInt(sources.size())));
    } else if (what < 97) {
      deliver();
    } else {
      passTime();
    }
  }

  private void read(Source source) throws Exception {
    if (source.hasEnded) {
      return;
    }
    List<IngestedSample> samples = partitions.get(sources.indexOf(source));
    if (source.position == samples.size()) {
      source.harness.processWatermark(Watermark.MAX_WATERMARK);
      source.hasEnded = true;
    } else {
      IngestedSample sample = samples.get(source.position++);
      newestEver = Math.max(newestEver, sample.timestamp());
      source.harness.processElement(new StreamRecord<>(sample));
      if (sample.timestamp() > source.newest) {
        source.newest = sample.timestamp();
        source.harness.processWatermark(source.newest - bound - 1);
      }
    }
    source.batcher.drain();
  }

  private void deliver() throws Exception {
    List<SimulatedTask.Channel> ready =
        channels.stream().filter(SimulatedTask.Channel::isReady).toList();
    if (!ready.isEmpty()) {
      SimulatedTask.Channel channel = ready.get(random.nextInt(ready.size()));
      OperatorSubtaskState state = channel.deliver();
      if (state != null) {
        complete(channel.task(), state);
      }
    }
  }

  private void passTime() throws Exception {
    processingTime += 100;
    for (SimulatedTask task : tasks) {
      task.setProcessingTime(processingTime);
    }
  }

  /** Begins a checkpoint at a source that has not taken part in it yet. */
  void checkpoint() throws Exception {
    if (running == null) {
      running = new Checkpoint(++checkpoints, parallelism, sources.size(), tasks.size());
    }
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      if (running.positions[i] < 0) {
        running.positions[i] = source.position;
        complete(
            source.batcher, source.batcher.snapshot(new SimulatedTask.Barrier(running.number)));
        return;
      }
    }
  }

  private void complete(SimulatedTask task, OperatorSubtaskState state) {
    running
            .states
            .computeIfAbsent(task.operator(), any -> new OperatorSubtaskState[parallelism * 8])[
            task.subtask()] =
        state;
    if (--running.missing == 0) {
      last = running;
      running = null;
    }
  }

  /** Forgets everything but the last checkpoint and what is outside, and starts again. */
  void crash() throws Exception {
    close();
    tasks.clear();
    sources.clear();
    channels.clear();
    running = null;
    processingTime = 0;
    start();
  }

  private void start() throws Exception {
    parallelism = 1 + random.nextInt(3);
    for (int i = 0; i < partitions.size(); i++) {
      addSource(i);
    }
    addGate();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      addSeriesStage(subtask);
    }
    for (int level = 1; level <= LEVELS; level++) {
      for (int subtask = 0; subtask < parallelism; subtask++) {
        addGroupStage(level, subtask);
      }
    }
    connect();
    tasks.forEach(task -> channels.addAll(task.channels()));
    tasks.forEach(SimulatedTask::drain);
  }

  private void addSource(int number) throws Exception {
    Source source = new Source();
    source.harness =
        new OneInputStreamOperatorTestHarness<>(
            new SampleBatcher(rules, "metrics", SeriesLimits.NONE, feed.source()),
            KeyGroups.COUNT,
            partitions.size(),
            number);
    source.harness.setup(SampleBatchSerializer.INSTANCE);
    restore(source.harness, "batch", partitions.size(), number);
    source.harness.open();
    source.batcher = new SimulatedTask("batch", number, source.harness, 0, new Unconnected());
    if (last != null) {
      source.position = last.positions[number];
      for (IngestedSample sample : partitions.get(number).subList(0, source.position)) {
        source.newest = Math.max(source.newest, sample.timestamp());
      }
    }
    sources.add(source);
    tasks.add(source.batcher);
  }

  private static final class Unconnected implements SimulatedTask.Input {
    @Override
    public void record(int input, StreamRecord<?> record) {
      throw new UnsupportedOperationException("no channel leads to a source");
    }

    @Override
    public void watermark(int input, Watermark mark) {
      throw new UnsupportedOperationException("no channel leads to a source");
    }
  }

  private void addGate() throws Exception {
    RuleGate.Plan plan =
        new RuleGate.Plan(
            new ArrayList<>(List.of(rules)),
            new ArrayList<>(List.of(new RuleGate.Edge(0, 0, partitions.size()))),
            LEVELS,
            feed.source());
    var gate =
        new MultiInputStreamOperatorTestHarness<StageRecord>(new RuleGateFactory(plan), 1, 1, 0);
    gate.setup(StageRecordSerializer.INSTANCE);
    restore(gate, "gate", 1, 0);
    gate.open();
    tasks.add(new SimulatedTask("gate", 0, gate, 1, input(gate)));
  }

  private void addSeriesStage(int subtask) throws Exception {
    var stage =
        new KeyedMultiInputStreamOperatorTestHarness<Integer, Alert>(
            new SeriesStageFactory(rules, LEVELS, 0), KeyGroups.COUNT, parallelism, subtask);
    stage.getStreamConfig().setStateKeySerializer(Types.INT.createSerializer(null));
    stage.setKeySelector(0, batch -> ((SampleBatch) batch).key());
    stage.setup(AlertSerializer.INSTANCE);
    restore(stage, "series", parallelism, subtask);
    stage.open();
    tasks.add(new SimulatedTask("series", subtask, stage, 2, input(stage)));
  }

  private void addGroupStage(int level, int subtask) throws Exception {
    var stage =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new GroupStage(rules, level, level == LEVELS),
            StageRecord::partitionKey,
            LabelsSerializer.INSTANCE.typeInformation(),
            KeyGroups.COUNT,
            parallelism,
            subtask);
    stage.setup(AlertSerializer.INSTANCE);
    restore(stage, "group" + level, parallelism, subtask);
    stage.open();
    tasks.add(
        new SimulatedTask(
            "group" + level,
            subtask,
            stage,
            1,
            new SimulatedTask.Input() {
              @Override
              @SuppressWarnings("unchecked")
              public void record(int input, StreamRecord<?> record) throws Exception {
                stage.processElement((StreamRecord<StageRecord>) record);
              }

              @Override
              public void watermark(int input, Watermark mark) throws Exception {
                stage.processWatermark(mark);
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

  private void restore(
      AbstractStreamOperatorTestHarness<?> harness, String operator, int subtasks, int subtask)
      throws Exception {
    if (last == null) {
      return;
    }
    boolean isKeyed = !operator.equals("gate") && !operator.equals("batch");
    int before = isKeyed ? last.parallelism : subtasks;
    OperatorSubtaskState[] states = Arrays.copyOf(last.states.get(operator), before);
    harness.initializeState(
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            AbstractStreamOperatorTestHarness.repackageState(states),
            operator.equals("gate") ? 1 : KeyGroups.COUNT,
            before,
            subtasks,
            subtask));
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
      groups.forEach(group -> group.route(new Sink()));
    }
    series.forEach(stage -> stage.route(new Sink()));
  }

  private SimulatedTask.Route keyed(OutputTag<StageRecord> tag, List<SimulatedTask> to) {
    return SimulatedTask.byKey(
        tag, channels(to, 0), record -> subtaskOf(((StageRecord) record).partitionKey()));
  }

  private int subtaskOf(Object key) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, KeyGroups.COUNT, parallelism);
  }

  /** Takes the alerts. */
  private final class Sink implements SimulatedTask.Route {
    @Override
    public List<SimulatedTask.Channel> targets(StreamRecord<?> record) {
      told.add(AlertJson.of((Alert) record.getValue()));
      return List.of();
    }

    @Override
    public List<SimulatedTask.Channel> all() {
      return List.of();
    }

    @Override
    public OutputTag<?> tag() {
      return null;
    }
  }

  @Override
  public void close() throws Exception {
    for (SimulatedTask task : tasks) {
      task.close();
    }
  }
}
