package io.barograph.jobs.simulation;

import io.barograph.core.alert.Alert;
import io.barograph.core.incident.Incident;
import io.barograph.formats.record.BusinessFormat;
import io.barograph.jobs.incidents.IncidentsPipeline;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.ingest.IngestedSerializer;
import io.barograph.jobs.options.IncidentPlan;
import io.barograph.jobs.patterns.ChainModule;
import io.barograph.jobs.patterns.PackPatterns;
import io.barograph.jobs.patterns.PatternsPipeline;
import io.barograph.jobs.rules.KeyGroups;
import io.barograph.jobs.rules.RuleChange;
import io.barograph.jobs.rules.RuleChangeSerializer;
import io.barograph.jobs.testing.SimulatedGraph;
import io.barograph.jobs.testing.SimulatedTask;
import io.barograph.jobs.testing.SimulatedTopic;
import io.barograph.jobs.types.AlertSerializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * The part of the job behind alerts, wired as the job wires it, under one seeded scheduler: which
 * of its operators goes on, when a checkpoint begins, and when everything crashes and comes back at
 * another parallelism, is drawn.
 */
final class SimulatedIncidents implements AutoCloseable {
  private static final List<BusinessFormat> RECORDS =
      List.of(BusinessFormat.CHANGES, BusinessFormat.HEARTBEATS, BusinessFormat.TOPOLOGY);

  private final PackPatterns patterns;
  private final Map<String, Arrivals> arrivals;
  private final int mostSubtasks;
  private final SimulatedTopic<Incident> topic;
  private final Random random;

  private SimulatedGraph graph;
  private final List<SimulatedInput> inputs = new ArrayList<>();
  private final List<SimulatedTask.Channel> channels = new ArrayList<>();
  private int slow;
  private long checkpoints;
  private Checkpoint running;
  private Checkpoint last;

  /** A checkpoint: where the inputs are, and the states of all subtasks. */
  private static final class Checkpoint {
    final long number;
    final Map<String, List<Integer>> positions = new HashMap<>();
    final Map<String, Map<Integer, OperatorSubtaskState>> states = new HashMap<>();
    final List<SimulatedInput> begun = new ArrayList<>();
    int missing;

    Checkpoint(long number, int tasks) {
      this.number = number;
      this.missing = tasks;
    }
  }

  /**
   * A job that has started.
   *
   * @param arrivals by the name of the input: alerts, published, and the names of formats
   * @param mostSubtasks how many an operator has at most
   */
  SimulatedIncidents(
      PackPatterns patterns,
      List<Arrivals> arrivals,
      int mostSubtasks,
      SimulatedTopic<Incident> topic,
      Random random)
      throws Exception {
    this.patterns = patterns;
    this.arrivals = new HashMap<>();
    arrivals.forEach(one -> this.arrivals.put(one.name(), one));
    this.mostSubtasks = mostSubtasks;
    this.topic = topic;
    this.random = random;
    start();
  }

  /** True if all has been read and nothing is on its way. */
  boolean isOver() {
    return inputs.stream().allMatch(SimulatedInput::isOver)
        && channels.stream().allMatch(SimulatedTask.Channel::isEmpty);
  }

  /** Does one thing that is drawn; some input lags behind the others for a while. */
  void step() throws Exception {
    if (random.nextInt(2_000) == 0) {
      slow = random.nextInt(inputs.size());
    }
    int input = random.nextInt(inputs.size());
    boolean isRead = random.nextInt(4) == 0 && (input != slow || random.nextInt(20) == 0);
    if (isRead) {
      inputs.get(input).read();
    } else {
      deliver();
    }
  }

  /** The first that is ready behind a drawn one. */
  private void deliver() throws Exception {
    int from = random.nextInt(channels.size());
    for (int i = 0; i < channels.size(); i++) {
      SimulatedTask.Channel channel = channels.get((from + i) % channels.size());
      if (channel.isReady()) {
        OperatorSubtaskState state = channel.deliver();
        if (state != null) {
          complete(channel.task(), state);
        }
        return;
      }
    }
  }

  /** Begins a checkpoint at an input that has not taken part in it yet. */
  void checkpoint() throws Exception {
    if (running == null) {
      running = new Checkpoint(++checkpoints, graph.tasks().size());
    }
    for (SimulatedInput input : inputs) {
      if (!running.begun.contains(input)) {
        running.begun.add(input);
        running.positions.merge(
            input.task().operator(), input.positions(), SimulatedIncidents::together);
        complete(input.task(), input.task().snapshot(new SimulatedTask.Barrier(running.number)));
        return;
      }
    }
  }

  private static List<Integer> together(List<Integer> some, List<Integer> others) {
    return IntStream.range(0, some.size())
        .mapToObj(partition -> Math.max(some.get(partition), others.get(partition)))
        .toList();
  }

  private void complete(SimulatedTask task, OperatorSubtaskState state) {
    topic.flush(task.name());
    running
        .states
        .computeIfAbsent(task.operator(), any -> new HashMap<>())
        .put(task.subtask(), state);
    if (--running.missing == 0) {
      last = running;
      running = null;
    }
  }

  /** Forgets everything but the last checkpoint and what is outside, and starts again. */
  void crash() throws Exception {
    topic.crash();
    close();
    running = null;
    start();
  }

  /** Lets everything write its state once more, as a checkpoint behind the end would. */
  Map<String, Integer> keptAtTheEnd() throws Exception {
    for (SimulatedTask task : graph.tasks()) {
      OperatorSubtaskState unused = task.snapshot(new SimulatedTask.Barrier(++checkpoints));
    }
    return graph.kept();
  }

  private void start() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    DataStream<Alert> alerts =
        input(env, "alerts", AlertSerializer.INSTANCE.typeInformation(), subtasks());
    DataStream<RuleChange> published =
        input(env, "published", RuleChangeSerializer.INSTANCE.typeInformation(), 1);
    Map<BusinessFormat, DataStream<IngestedRecord>> records = new HashMap<>();
    for (BusinessFormat format : RECORDS) {
      records.put(format, records(env, format));
    }
    DataStream<Incident> incidents =
        IncidentsPipeline.define(
            alerts,
            records,
            ChainModule.chains(
                alerts,
                Optional.of(records.get(BusinessFormat.CHANGES)),
                new PatternsPipeline.Plan(patterns, PatternsPipeline.Plan.DEFAULT_MAX_OPEN),
                Optional.of(published)),
            IncidentPlan.DEFAULT);
    List<DataStream<?>> sources = new ArrayList<>(List.of(alerts, published));
    RECORDS.forEach(format -> sources.add(records.get(format)));
    run(sources.stream().map(DataStream::getTransformation).toList(), incidents);
  }

  private int subtasks() {
    return 1 + random.nextInt(mostSubtasks);
  }

  private void run(List<? extends Transformation<?>> sources, DataStream<Incident> incidents)
      throws Exception {
    Transformation<Incident> end = incidents.getTransformation();
    graph = new SimulatedGraph(sources, List.of(end), subtasks(), this::restore);
    inputs.clear();
    for (Transformation<?> source : sources) {
      Arrivals own = arrivals.get(source.getUid());
      List<SimulatedTask> tasks = graph.subtasks(source).tasks();
      for (SimulatedTask task : tasks) {
        List<Integer> from =
            last == null
                ? own.partitions().stream().map(any -> 0).toList()
                : last.positions.get(source.getUid());
        inputs.add(
            new SimulatedInput(
                own, graph.subtasks(source), task.subtask(), tasks.size(), from, random));
      }
    }
    channels.clear();
    for (SimulatedTask task : graph.tasks()) {
      channels.addAll(task.channels());
    }
    graph.subtasks(end).tasks().forEach(task -> task.route(new ToTopic(task.name(), topic)));
    graph.tasks().forEach(SimulatedTask::drain);
  }

  private DataStream<IngestedRecord> records(
      StreamExecutionEnvironment env, BusinessFormat format) {
    return input(env, format.optionName(), IngestedSerializer.ofKind(), subtasks());
  }

  private static <T> DataStream<T> input(
      StreamExecutionEnvironment env, String name, TypeInformation<T> type, int subtasks) {
    return env.fromSequence(1, 1)
        .uid(name + "-not-run")
        .<T>flatMap((number, out) -> {})
        .returns(type)
        .setParallelism(subtasks)
        .uid(name + "-not-run-either")
        .filter(any -> true)
        .setParallelism(subtasks)
        .uid(name);
  }

  private void restore(
      AbstractStreamOperatorTestHarness<?> harness, String operator, int subtasks, int subtask)
      throws Exception {
    if (last == null) {
      return;
    }
    Map<Integer, OperatorSubtaskState> before = last.states.get(operator);
    OperatorSubtaskState[] states =
        IntStream.range(0, before.size())
            .mapToObj(before::get)
            .toArray(OperatorSubtaskState[]::new);
    harness.initializeState(
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            AbstractStreamOperatorTestHarness.repackageState(states),
            KeyGroups.COUNT,
            states.length,
            subtasks,
            subtask));
  }

  @Override
  public String toString() {
    return graph.tasks().toString();
  }

  @Override
  public void close() throws Exception {
    for (SimulatedTask task : graph.tasks()) {
      task.close();
    }
  }

  /** Takes the incidents of a subtask. */
  private record ToTopic(String name, SimulatedTopic<Incident> topic)
      implements SimulatedTask.Route {
    @Override
    public List<SimulatedTask.Channel> targets(StreamRecord<?> record) {
      topic.tell(name, (Incident) record.getValue());
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
}
