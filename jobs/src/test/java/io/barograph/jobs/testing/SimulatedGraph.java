package io.barograph.jobs.testing;

import io.barograph.jobs.rules.KeyGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.transformations.BroadcastStateTransformation;
import org.apache.flink.streaming.api.transformations.KeyedBroadcastStateTransformation;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.api.transformations.SideOutputTransformation;
import org.apache.flink.streaming.api.transformations.UnionTransformation;
import org.apache.flink.streaming.runtime.partitioner.BroadcastPartitioner;
import org.apache.flink.streaming.runtime.partitioner.KeyGroupStreamPartitioner;
import org.apache.flink.streaming.runtime.partitioner.StreamPartitioner;
import org.apache.flink.util.OutputTag;

/**
 * Streams as they are wired, as tasks that a test drives: every operator from some inputs to some
 * ends, in all its subtasks, with the channels between them as Flink would make them.
 */
public final class SimulatedGraph {
  private final int parallelism;
  private final SimulatedSubtasks.Restore restore;
  private final Map<Transformation<?>, SimulatedSubtasks> nodes = new LinkedHashMap<>();

  /** What reads an output, and how its records are spread. */
  private record Edge(Transformation<?> from, OutputTag<?> tag, StreamPartitioner<?> partitioner) {}

  /**
   * Operators that have started.
   *
   * @param inputs what records are fed into; operators without a state of their own
   * @param ends what is wanted
   * @param parallelism of what was given none
   * @param restore gives an operator's subtask its state
   */
  public SimulatedGraph(
      List<? extends Transformation<?>> inputs,
      List<? extends Transformation<?>> ends,
      int parallelism,
      SimulatedSubtasks.Restore restore)
      throws Exception {
    this.parallelism = parallelism;
    this.restore = restore;
    for (Transformation<?> input : inputs) {
      nodes.put(input, start(input));
    }
    for (Transformation<?> end : ends) {
      add(end);
    }
  }

  /** All subtasks of all operators, each behind those that it reads. */
  public List<SimulatedTask> tasks() {
    return nodes.values().stream().flatMap(node -> node.tasks().stream()).toList();
  }

  /** The subtasks of an input or an end. */
  public SimulatedSubtasks subtasks(Transformation<?> of) {
    return nodes.get(of);
  }

  /** How many entries and timers the keyed states of all operators have, by operator. */
  public Map<String, Integer> kept() {
    Map<String, Integer> kept = new LinkedHashMap<>();
    for (SimulatedSubtasks node : nodes.values()) {
      if (node.kept() > 0) {
        kept.put(node.operator(), node.kept());
      }
    }
    return kept;
  }

  private SimulatedSubtasks start(Transformation<?> of) throws Exception {
    int own = of.getParallelism() > 0 ? of.getParallelism() : parallelism;
    return SimulatedSubtasks.start(of, own, restore);
  }

  private void add(Transformation<?> of) throws Exception {
    if (nodes.containsKey(of)) {
      return;
    }
    List<List<Edge>> inputs = inputs(of);
    for (List<Edge> edges : inputs) {
      for (Edge edge : edges) {
        add(edge.from);
      }
    }
    SimulatedSubtasks node = start(of);
    nodes.put(of, node);
    for (int input = 0; input < inputs.size(); input++) {
      for (Edge edge : inputs.get(input)) {
        connect(nodes.get(edge.from), edge, node, input, keyOf(of));
      }
    }
  }

  /** What each input of an operator reads. */
  private static List<List<Edge>> inputs(Transformation<?> of) {
    List<List<Edge>> inputs = new ArrayList<>();
    for (Transformation<?> input : of.getInputs()) {
      inputs.add(edges(input, null, null));
    }
    return inputs;
  }

  private static List<Edge> edges(
      Transformation<?> from, OutputTag<?> tag, StreamPartitioner<?> partitioner) {
    if (from instanceof UnionTransformation<?> union) {
      return union.getInputs().stream()
          .flatMap(one -> edges(one, tag, partitioner).stream())
          .toList();
    } else if (from instanceof PartitionTransformation<?> partition) {
      return edges(partition.getInputs().get(0), tag, partition.getPartitioner());
    } else if (from instanceof SideOutputTransformation<?> side) {
      return edges(side.getInputs().get(0), side.getOutputTag(), partitioner);
    }
    return List.of(new Edge(from, tag, partitioner));
  }

  private static KeySelector<?, ?> keyOf(Transformation<?> of) {
    if (of instanceof OneInputTransformation<?, ?> one) {
      return one.getStateKeySelector();
    } else if (of instanceof KeyedBroadcastStateTransformation<?, ?, ?, ?> broadcast) {
      return broadcast.getKeySelector();
    } else if (of instanceof BroadcastStateTransformation<?, ?, ?>) {
      return null;
    }
    throw new UnsupportedOperationException("not simulated: " + of);
  }

  private static void connect(
      SimulatedSubtasks from, Edge edge, SimulatedSubtasks to, int input, KeySelector<?, ?> key) {
    for (SimulatedTask sender : from.tasks()) {
      boolean isForward =
          from.tasks().size() == to.tasks().size()
              && !(edge.partitioner instanceof KeyGroupStreamPartitioner)
              && !(edge.partitioner instanceof BroadcastPartitioner);
      if (isForward) {
        SimulatedTask.Channel only = to.tasks().get(sender.subtask()).channel(input);
        sender.route(SimulatedTask.toAll(edge.tag, only));
        continue;
      }
      List<SimulatedTask.Channel> channels =
          to.tasks().stream().map(task -> task.channel(input)).toList();
      if (edge.partitioner instanceof BroadcastPartitioner) {
        sender.route(SimulatedTask.toAll(edge.tag, channels.toArray(SimulatedTask.Channel[]::new)));
      } else if (edge.partitioner instanceof KeyGroupStreamPartitioner) {
        sender.route(
            SimulatedTask.byKey(
                edge.tag, channels, record -> subtaskOf(record, key, channels.size())));
      } else {
        int[] next = {sender.subtask()};
        sender.route(
            SimulatedTask.byKey(edge.tag, channels, record -> next[0]++ % channels.size()));
      }
    }
  }

  @SuppressWarnings("unchecked") // as the job is wired
  private static int subtaskOf(Object record, KeySelector<?, ?> key, int subtasks) {
    try {
      return KeyGroupRangeAssignment.assignKeyToParallelOperator(
          ((KeySelector<Object, Object>) key).getKey(record), KeyGroups.COUNT, subtasks);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }
}
