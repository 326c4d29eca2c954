package io.barograph.jobs.measures;

import io.barograph.core.prediction.JoinPolicy;
import io.barograph.core.prediction.ModelEvent;
import io.barograph.core.prediction.ModelRecord;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.rules.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** A join stage at some parallelism, that can be stopped and started at another. */
final class JoinRun implements AutoCloseable {
  private final JoinPolicy policy;
  private final List<
          KeyedOneInputStreamOperatorTestHarness<Integer, IngestedRecord, IngestedRecord>>
      subtasks = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private int subtasksBefore;

  JoinRun(JoinPolicy policy, int parallelism) throws Exception {
    this.policy = policy;
    open(parallelism, null);
  }

  private void open(int parallelism, OperatorSubtaskState state) throws Exception {
    for (int subtask = 0; subtask < parallelism; subtask++) {
      var harness =
          new KeyedOneInputStreamOperatorTestHarness<Integer, IngestedRecord, IngestedRecord>(
              new JoinStage(policy),
              JoinStage::keyOf,
              Types.INT,
              KeyGroups.COUNT,
              parallelism,
              subtask);
      harness.setup();
      if (state != null) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, KeyGroups.COUNT, subtasksBefore, parallelism, subtask));
      }
      harness.open();
      subtasks.add(harness);
    }
    subtasksBefore = parallelism;
  }

  void add(ModelRecord record) throws Exception {
    IngestedRecord ingested = new IngestedRecord(record, Ingested.ON_TIME);
    int subtask =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            JoinStage.keyOf(ingested), KeyGroups.COUNT, subtasks.size());
    subtasks.get(subtask).processElement(ingested, record.time());
  }

  void advance(long watermark) throws Exception {
    for (var subtask : subtasks) {
      subtask.processWatermark(watermark);
    }
  }

  /** Takes a savepoint and goes on from it at another parallelism. */
  void restart(int parallelism) throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = subtasks.get(i).snapshot(1, 1);
    }
    collect();
    close();
    subtasks.clear();
    open(parallelism, AbstractStreamOperatorTestHarness.repackageState(states));
  }

  private void collect() {
    for (var subtask : subtasks) {
      for (IngestedRecord given : subtask.extractOutputValues()) {
        events.add(given.record().time() + " " + ((ModelEvent) given.record()).id());
      }
      subtask.getOutput().clear();
    }
  }

  /** The events so far: time and id, sorted. */
  List<String> events() {
    collect();
    return events.stream().sorted().toList();
  }

  /** The bytes of state of each join, after a checkpoint. */
  List<Integer> stateBytes() throws Exception {
    List<Integer> bytes = new ArrayList<>();
    for (var subtask : subtasks) {
      subtask.snapshot(2, 2);
      KeyedStateBackend<Integer> backend =
          ((JoinStage) subtask.getOneInputOperator()).getKeyedStateBackend();
      backend.applyToAllKeys(
          VoidNamespace.INSTANCE,
          VoidNamespaceSerializer.INSTANCE,
          new ValueStateDescriptor<>(
              JoinStage.JOIN, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO),
          (key, state) -> bytes.add(state.value().length));
    }
    return bytes;
  }

  @Override
  public void close() throws Exception {
    for (var subtask : subtasks) {
      subtask.close();
    }
  }
}
