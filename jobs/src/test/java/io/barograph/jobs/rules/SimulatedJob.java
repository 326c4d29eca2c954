package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.jobs.source.SimulatedBroker;
import io.barograph.jobs.source.SimulatedReader;
import io.barograph.jobs.testing.SimulatedTask;
import io.barograph.jobs.testing.SimulatedTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/**
 * A job under one seeded scheduler: which of its operators goes on, when a checkpoint begins, when
 * everything crashes and comes back at another parallelism, and when time passes, is drawn.
 */
final class SimulatedJob implements AutoCloseable {
  private final PackRules rules;
  private final SimulatedBroker broker;
  private final SimulatedFeed feed;
  private final SimulatedTopic<Alert> topic;
  private final SimulatedTopic<Alert> tried;
  private final Random random;

  private SimulatedOperators operators;
  private final List<SimulatedTask.Channel> channels = new ArrayList<>();
  private long processingTime;
  private long checkpoints;
  private Checkpoint running;
  private Checkpoint last;

  /** A checkpoint: where the partitions are, and the states of all subtasks. */
  private static final class Checkpoint {
    final long number;
    final Map<Integer, List<byte[]>> splits = new HashMap<>();
    final Map<String, Map<Integer, OperatorSubtaskState>> states = new HashMap<>();
    int missing;

    Checkpoint(long number, int tasks) {
      this.number = number;
      this.missing = tasks;
    }
  }

  /** A job that has not begun. */
  SimulatedJob(
      PackRules rules,
      SimulatedBroker broker,
      SimulatedFeed feed,
      SimulatedTopic<Alert> topic,
      SimulatedTopic<Alert> tried,
      Random random)
      throws Exception {
    this.rules = rules;
    this.broker = broker;
    this.feed = feed;
    this.topic = topic;
    this.tried = tried;
    this.random = random;
    start();
  }

  /** True if all that was to be told up to {@code end} has been. */
  boolean isOver(long end) {
    return operators.haveTold(end);
  }

  /** Does one thing that is drawn. */
  void step() throws Exception {
    int what = random.nextInt(100);
    if (what < 25) {
      List<SimulatedSource> sources = operators.sources();
      sources.get(random.nextInt(sources.size())).read();
    } else if (what < 93) {
      deliver();
    } else {
      passTime();
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

  private void passTime() throws Exception {
    if (random.nextInt(300) == 0) {
      // Nothing of the job goes on for a while.
      broker.pass(random.nextInt(60_000));
    } else {
      broker.pass(random.nextInt(600));
    }
    for (SimulatedSource source : operators.sources()) {
      source.reader().work();
    }
    processingTime += 100;
    for (SimulatedTask task : operators.withTimers()) {
      task.setProcessingTime(processingTime);
    }
  }

  /** Begins a checkpoint at a source that has not taken part in it yet. */
  void checkpoint() throws Exception {
    if (running == null) {
      running = new Checkpoint(++checkpoints, operators.tasks().size());
    }
    List<SimulatedSource> sources = operators.sources();
    for (int i = 0; i < sources.size(); i++) {
      if (!running.splits.containsKey(i)) {
        SimulatedSource source = sources.get(i);
        running.splits.put(i, source.reader().snapshot(running.number));
        complete(
            source.batcher(), source.batcher().snapshot(new SimulatedTask.Barrier(running.number)));
        return;
      }
    }
  }

  private void complete(SimulatedTask task, OperatorSubtaskState state) {
    topic.flush(task.name());
    tried.flush(task.name());
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
    tried.crash();
    close();
    running = null;
    processingTime = 0;
    start();
  }

  private void start() throws Exception {
    operators =
        new SimulatedOperators(
            rules,
            feed,
            new SimulatedOperators.Parallelism(
                1 + random.nextInt(SimulatedData.PARTITIONS), 1 + random.nextInt(3)),
            this::restore,
            (sink, alert) -> tell(topic, sink, alert),
            (sink, alert) -> tell(tried, sink, alert));
    openReaders();
    channels.clear();
    operators.tasks().forEach(task -> channels.addAll(task.channels()));
    operators.tasks().forEach(SimulatedTask::drain);
  }

  /** While the broker is away nothing is known of the time since. */
  private void tell(SimulatedTopic<Alert> to, String sink, Alert alert) {
    if (alert.updatedAt() >= broker.lastUp()) {
      throw new AssertionError(
          "told of a time of which the broker, last there at %d, has said nothing: %s"
              .formatted(broker.lastUp(), alert));
    }
    to.tell(sink, alert);
  }

  private void openReaders() throws Exception {
    List<SimulatedSource> sources = operators.sources();
    List<List<byte[]>> splits = new ArrayList<>();
    List<List<Integer>> fresh = new ArrayList<>();
    sources.forEach(
        source -> {
          splits.add(new ArrayList<>());
          fresh.add(new ArrayList<>());
        });
    int next = random.nextInt(sources.size());
    if (last == null) {
      for (int partition = 0; partition < SimulatedData.PARTITIONS; partition++) {
        fresh.get(next++ % sources.size()).add(partition);
      }
    } else {
      for (List<byte[]> ofReader : last.splits.values()) {
        for (byte[] split : ofReader) {
          splits.get(next++ % sources.size()).add(split);
        }
      }
    }
    for (int i = 0; i < sources.size(); i++) {
      SimulatedSource source = sources.get(i);
      source.readFrom(new SimulatedReader(broker, splits.get(i), fresh.get(i), random, source));
    }
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
            operator.equals("gate") ? 1 : KeyGroups.COUNT,
            states.length,
            subtasks,
            subtask));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("%d of wall time".formatted(broker.now()));
    for (SimulatedTask task : operators.tasks()) {
      text.append(", ").append(task);
    }
    return text.toString();
  }

  @Override
  public void close() throws Exception {
    for (SimulatedSource source : operators.sources()) {
      source.reader().close();
    }
    for (SimulatedTask task : operators.tasks()) {
      task.close();
    }
  }
}
