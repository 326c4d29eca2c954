package io.barograph.jobs.testing;

import io.barograph.jobs.rules.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.transformations.KeyedBroadcastStateTransformation;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;

/** The subtasks of one operator of a {@link SimulatedGraph}. */
public final class SimulatedSubtasks {
  private final String operator;
  private final boolean isKeyed;
  private final List<AbstractStreamOperatorTestHarness<?>> harnesses = new ArrayList<>();
  private final List<SimulatedTask> tasks = new ArrayList<>();
  private final List<SimulatedTask.Input> inputs = new ArrayList<>();

  /** Gives an operator's subtask its state. */
  public interface Restore {
    /** Called between setup and open. */
    void restore(
        AbstractStreamOperatorTestHarness<?> harness, String operator, int subtasks, int subtask)
        throws Exception;
  }

  private SimulatedSubtasks(String operator, boolean isKeyed) {
    this.operator = operator;
    this.isKeyed = isKeyed;
  }

  static SimulatedSubtasks start(Transformation<?> of, int parallelism, Restore restore)
      throws Exception {
    if (of instanceof OneInputTransformation<?, ?> one) {
      return startOne(one, parallelism, restore);
    } else if (of instanceof KeyedBroadcastStateTransformation<?, ?, ?, ?> broadcast) {
      return startBroadcast(broadcast, parallelism, restore);
    }
    throw new UnsupportedOperationException("not simulated: " + of);
  }

  @SuppressWarnings("unchecked") // of what it was wired with
  private static <I, O> SimulatedSubtasks startOne(
      OneInputTransformation<I, O> of, int parallelism, Restore restore) throws Exception {
    KeySelector<I, Object> key = (KeySelector<I, Object>) of.getStateKeySelector();
    SimulatedSubtasks all = new SimulatedSubtasks(of.getUid(), key != null);
    for (int subtask = 0; subtask < parallelism; subtask++) {
      StreamOperatorFactory<O> factory = InstantiationUtil.clone(of.getOperatorFactory());
      OneInputStreamOperatorTestHarness<I, O> harness =
          key == null
              ? new OneInputStreamOperatorTestHarness<>(
                  factory, KeyGroups.COUNT, parallelism, subtask)
              : new KeyedOneInputStreamOperatorTestHarness<>(
                  factory,
                  key,
                  (TypeInformation<Object>) of.getStateKeyType(),
                  KeyGroups.COUNT,
                  parallelism,
                  subtask);
      all.add(harness, of, 1, one(harness), parallelism, restore);
    }
    return all;
  }

  private static <K, I, B, O> SimulatedSubtasks startBroadcast(
      KeyedBroadcastStateTransformation<K, I, B, O> of, int parallelism, Restore restore)
      throws Exception {
    SimulatedSubtasks all = new SimulatedSubtasks(of.getUid(), true);
    for (int subtask = 0; subtask < parallelism; subtask++) {
      CoBroadcastWithKeyedOperator<K, I, B, O> operator =
          new CoBroadcastWithKeyedOperator<>(
              InstantiationUtil.clone(of.getUserFunction()), of.getBroadcastStateDescriptors());
      KeyedBroadcastOperatorTestHarness<K, I, B, O> harness =
          new KeyedBroadcastOperatorTestHarness<>(
              operator,
              of.getKeySelector(),
              of.getStateKeyType(),
              KeyGroups.COUNT,
              parallelism,
              subtask);
      all.add(harness, of, 2, two(harness), parallelism, restore);
    }
    return all;
  }

  @SuppressWarnings("unchecked") // of what it was wired with
  private static <I> SimulatedTask.Input one(OneInputStreamOperatorTestHarness<I, ?> harness) {
    return new SimulatedTask.Input() {
      @Override
      public void record(int input, StreamRecord<?> record) throws Exception {
        harness.processElement((StreamRecord<I>) record);
      }

      @Override
      public void watermark(int input, Watermark mark) throws Exception {
        harness.processWatermark(mark);
      }
    };
  }

  @SuppressWarnings("unchecked") // of what it was wired with
  private static <I, B> SimulatedTask.Input two(
      KeyedBroadcastOperatorTestHarness<?, I, B, ?> harness) {
    return new SimulatedTask.Input() {
      @Override
      public void record(int input, StreamRecord<?> record) throws Exception {
        if (input == 0) {
          harness.processElement((StreamRecord<I>) record);
        } else {
          harness.processBroadcastElement((StreamRecord<B>) record);
        }
      }

      @Override
      public void watermark(int input, Watermark mark) throws Exception {
        if (input == 0) {
          harness.processWatermark(mark);
        } else {
          harness.processBroadcastWatermark(mark);
        }
      }
    };
  }

  private <O> void add(
      AbstractStreamOperatorTestHarness<O> harness,
      Transformation<O> of,
      int inputCount,
      SimulatedTask.Input input,
      int parallelism,
      Restore restore)
      throws Exception {
    int subtask = tasks.size();
    harness.setup(of.getOutputType().createSerializer(new SerializerConfigImpl()));
    restore.restore(harness, operator, parallelism, subtask);
    harness.open();
    harnesses.add(harness);
    inputs.add(input);
    tasks.add(new SimulatedTask(operator, subtask, harness, inputCount, input));
  }

  /** The uid of the operator. */
  String operator() {
    return operator;
  }

  /** One task for each. */
  public List<SimulatedTask> tasks() {
    return tasks;
  }

  /** Feeds a record to a subtask of an input of the graph. */
  public void feed(int subtask, StreamRecord<?> record) throws Exception {
    inputs.get(subtask).record(0, record);
    tasks.get(subtask).drain();
  }

  /** Feeds a watermark to a subtask of an input of the graph. */
  public void feed(int subtask, Watermark mark) throws Exception {
    inputs.get(subtask).watermark(0, mark);
    tasks.get(subtask).drain();
  }

  /** How many entries and timers their keyed states have. */
  int kept() {
    int kept = 0;
    for (AbstractStreamOperatorTestHarness<?> harness : harnesses) {
      if (isKeyed) {
        HeapKeyedStateBackend<?> states =
            (HeapKeyedStateBackend<?>) harness.getOperator().getKeyedStateBackend();
        kept += states.numKeyValueStateEntries() + harness.numEventTimeTimers();
      }
    }
    return kept;
  }
}
