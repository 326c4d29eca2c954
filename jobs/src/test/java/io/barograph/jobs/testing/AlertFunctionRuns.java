package io.barograph.jobs.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.jobs.rules.KeyGroups;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Runs of a function on alert transitions: in order, or disturbed, restored and rescaled.
 *
 * @param function makes the function
 * @param output of what it gives
 * @param times of a run
 */
public record AlertFunctionRuns<O>(
    Supplier<KeyedProcessFunction<Long, Alert, O>> function,
    TypeSerializer<O> output,
    Times times) {
  /**
   * The times of a run.
   *
   * @param tick from one watermark to the next
   * @param ticks how many there are
   * @param ahead how many ticks the watermarks of a disturbed run are behind
   * @param over the last watermark, behind which no state may be left
   */
  public record Times(long tick, int ticks, int ahead, long over) {}

  /** Names {@link #backendsAndParallelisms} as a method source. */
  public static final String BACKENDS_AND_PARALLELISMS =
      "io.barograph.jobs.testing.AlertFunctionRuns#backendsAndParallelisms";

  /** Arguments of a test that restores and rescales. */
  public static Stream<Arguments> backendsAndParallelisms() {
    return Stream.of(
        Arguments.of(new HashMapStateBackend(), new int[] {1}),
        Arguments.of(new HashMapStateBackend(), new int[] {1, 2, 3, 1}),
        Arguments.of(new EmbeddedRocksDBStateBackend(), new int[] {2, 1, 3}));
  }

  /** Transitions in order, each tick before the watermark passes it. */
  public List<String> inOrder(List<Alert> transitions, Function<O, String> text) throws Exception {
    return run(transitions, new HashMapStateBackend(), new int[] {1}, null, any -> 0, text);
  }

  /**
   * Transitions in any order, in as many parts as there are parallelisms: restored between them,
   * some of those before a restore given once more behind it.
   *
   * @param late how many ticks after its own a transition comes
   */
  public List<String> disturbed(
      List<Alert> transitions,
      StateBackend backend,
      int[] parallelisms,
      Random disorder,
      ToIntFunction<Alert> late,
      Function<O, String> text)
      throws Exception {
    return run(transitions, backend, parallelisms, disorder, late, text);
  }

  private List<String> run(
      List<Alert> transitions,
      StateBackend backend,
      int[] parallelisms,
      Random disorder,
      ToIntFunction<Alert> late,
      Function<O, String> text)
      throws Exception {
    List<String> given = new ArrayList<>();
    OperatorSubtaskState state = null;
    int previous = 0;
    int part = times.ticks() / parallelisms.length;
    for (int run = 0; run < parallelisms.length; run++) {
      int parallelism = parallelisms[run];
      List<KeyedOneInputStreamOperatorTestHarness<Long, Alert, O>> subtasks = new ArrayList<>();
      for (int subtask = 0; subtask < parallelism; subtask++) {
        OperatorSubtaskState own =
            state == null
                ? null
                : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    state, KeyGroups.COUNT, previous, parallelism, subtask);
        subtasks.add(open(function.get(), parallelism, subtask, backend, own));
      }
      if (run > 0) {
        feed(arriving(transitions, (run - 1) * part, run * part, disorder, late), subtasks);
      }
      boolean last = run == parallelisms.length - 1;
      int end = last ? times.ticks() + times.ahead() : (run + 1) * part;
      for (int tick = run * part; tick < end; tick++) {
        feed(arriving(transitions, tick, tick + 1, disorder, late), subtasks);
        for (var subtask : subtasks) {
          subtask.processWatermark((disorder == null ? tick : tick - times.ahead()) * times.tick());
        }
      }
      OperatorSubtaskState[] parts = new OperatorSubtaskState[parallelism];
      for (int i = 0; i < parallelism; i++) {
        var subtask = subtasks.get(i);
        if (last) {
          subtask.processWatermark(times.over());
          if (backend instanceof HashMapStateBackend) { // the other cannot count its entries
            assertThat(subtask.numKeyedStateEntries()).isZero();
          }
          assertThat(subtask.numEventTimeTimers()).isZero();
        }
        parts[i] = subtask.snapshot(run + 1L, run + 1L);
        subtask.extractOutputValues().forEach(value -> given.add(text.apply(value)));
        subtask.close();
      }
      state = AbstractStreamOperatorTestHarness.repackageState(parts);
      previous = parallelism;
    }
    return given.stream().sorted().toList();
  }

  /** What arrives while the clock goes from one tick to another. */
  private List<Alert> arriving(
      List<Alert> transitions,
      int fromTick,
      int toTick,
      Random disorder,
      ToIntFunction<Alert> late) {
    List<Alert> arriving = new ArrayList<>();
    for (Alert transition : transitions) {
      long at = transition.updatedAt() / times.tick() + late.applyAsInt(transition);
      if (at >= fromTick && at < toTick) {
        arriving.add(transition);
      }
    }
    if (disorder != null) {
      Collections.shuffle(arriving, disorder);
    }
    return arriving;
  }

  private static <O> void feed(
      List<Alert> arriving, List<KeyedOneInputStreamOperatorTestHarness<Long, Alert, O>> to)
      throws Exception {
    for (Alert transition : arriving) {
      int subtask =
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              transition.labels().fingerprint(), KeyGroups.COUNT, to.size());
      to.get(subtask).processElement(new StreamRecord<>(transition));
    }
  }

  /**
   * One subtask alone, on the heap.
   *
   * @param state null for none
   */
  public KeyedOneInputStreamOperatorTestHarness<Long, Alert, O> openOne(OperatorSubtaskState state)
      throws Exception {
    return open(function.get(), 1, 0, null, state);
  }

  private KeyedOneInputStreamOperatorTestHarness<Long, Alert, O> open(
      KeyedProcessFunction<Long, Alert, O> made,
      int parallelism,
      int subtask,
      StateBackend backend,
      OperatorSubtaskState state)
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<Long, Alert, O> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(made),
            alert -> alert.labels().fingerprint(),
            Types.LONG,
            KeyGroups.COUNT,
            parallelism,
            subtask);
    if (backend != null) {
      harness.setStateBackend(backend);
    }
    harness.setup(output);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }
}
