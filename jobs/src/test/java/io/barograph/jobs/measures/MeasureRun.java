package io.barograph.jobs.measures;

import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.core.measure.MeasureKind;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.rules.KeyGroups;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** A measure stage at some parallelism, that can be stopped and started at another. */
final class MeasureRun<R extends BusinessRecord> implements AutoCloseable {
  private MeasureKind<R> kind;
  private final long intervalMillis;
  private final int maxKeys;
  private final List<
          KeyedOneInputStreamOperatorTestHarness<Integer, IngestedRecord, IngestedSample>>
      subtasks = new ArrayList<>();
  private final List<IngestedSample> samples = new ArrayList<>();
  private int subtasksBefore;

  MeasureRun(MeasureKind<R> kind, long intervalMillis, int parallelism) throws Exception {
    this(kind, intervalMillis, parallelism, 1_000);
  }

  MeasureRun(MeasureKind<R> kind, long intervalMillis, int parallelism, int maxKeys)
      throws Exception {
    this.kind = kind;
    this.intervalMillis = intervalMillis;
    this.maxKeys = maxKeys;
    open(parallelism, null);
  }

  private void open(int parallelism, OperatorSubtaskState state) throws Exception {
    MeasureKind<R> keyedBy = kind; // what a harness is given must not hold on to this
    for (int subtask = 0; subtask < parallelism; subtask++) {
      var harness =
          new KeyedOneInputStreamOperatorTestHarness<Integer, IngestedRecord, IngestedSample>(
              new MeasureStage<>(kind, intervalMillis, new KeyLimit("measures.max-keys", maxKeys)),
              ingested -> MeasuresPipeline.keyGroup(keyedBy, ingested),
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

  void add(R record) throws Exception {
    IngestedRecord ingested = new IngestedRecord(record, Ingested.ON_TIME);
    int key = MeasuresPipeline.keyGroup(kind, ingested);
    int keyGroup = KeyGroupRangeAssignment.assignToKeyGroup(key, KeyGroups.COUNT);
    int subtask =
        KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(
            KeyGroups.COUNT, subtasks.size(), keyGroup);
    subtasks.get(subtask).processElement(ingested, kind.time(record));
  }

  void advance(long watermark) throws Exception {
    for (var subtask : subtasks) {
      subtask.processWatermark(watermark);
    }
  }

  /** The same with another policy of the kind. */
  void restart(MeasureKind<R> other, int parallelism) throws Exception {
    kind = other;
    restart(parallelism);
  }

  /** Takes a savepoint and goes on from it at another parallelism. */
  void restart(int parallelism) throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = subtasks.get(i).snapshot(1, 1);
    }
    collect();
    for (var subtask : subtasks) {
      subtask.close();
    }
    subtasks.clear();
    open(parallelism, AbstractStreamOperatorTestHarness.repackageState(states));
  }

  /**
   * Feeds records as they arrive, the clock a bound behind the newest, up to an end.
   *
   * @param latest how late a record may come, in milliseconds
   * @param restarts about how often it is stopped and started, at 1 to 3 subtasks
   */
  void feed(List<? extends R> records, long latest, long end, int restarts) throws Exception {
    long newest = Long.MIN_VALUE;
    for (int i = 0; i < records.size(); i++) {
      add(records.get(i));
      newest = Math.max(newest, records.get(i).time());
      advance(newest - latest - 1);
      if (restarts > 0 && i % (records.size() / restarts) == 3) {
        restart(1 + i / 7 % 3);
      }
    }
    advance(end);
    collect();
  }

  /** The records in an order in which each comes up to {@code latest} milliseconds late. */
  static <R extends BusinessRecord> List<R> inDisorder(List<R> records, long latest, long seed) {
    record Arrival<T>(T record, long at) {}
    Random random = new Random(seed);
    return records.stream()
        .map(record -> new Arrival<>(record, record.time() + random.nextLong(latest)))
        .sorted(Comparator.comparingLong(Arrival::at))
        .map(Arrival::record)
        .toList();
  }

  private void collect() {
    for (var subtask : subtasks) {
      samples.addAll(subtask.extractOutputValues());
      subtask.getOutput().clear();
    }
  }

  /** The samples so far, in the order in which each subtask gave them. */
  List<IngestedSample> given() {
    collect();
    return List.copyOf(samples);
  }

  /** The samples so far, by series and time. */
  List<String> samples() {
    collect();
    return samples.stream()
        .map(
            one ->
                "%s %d %s"
                    .formatted(one.labels(), one.timestamp(), one.stale() ? "stale" : one.value()))
        .sorted()
        .toList();
  }

  /** What was refused since the last restart. */
  List<DeadLetter> refused() {
    List<DeadLetter> refused = new ArrayList<>();
    for (var subtask : subtasks) {
      var letters = subtask.getSideOutput(MeasureStage.REFUSED_KEYS);
      if (letters != null) {
        letters.forEach(letter -> refused.add(letter.getValue()));
      }
    }
    return refused;
  }

  /** What keyed state holds after a checkpoint. */
  int stateEntries() throws Exception {
    int entries = 0;
    for (var subtask : subtasks) {
      subtask.snapshot(2, 2);
      entries += subtask.numKeyedStateEntries();
    }
    return entries;
  }

  /** How many entries of state there are without a checkpoint. */
  int entriesWrittenAhead() {
    return subtasks.stream().mapToInt(subtask -> subtask.numKeyedStateEntries()).sum();
  }

  /** How many bytes of state there are of each key that is kept, after a checkpoint. */
  Map<String, Integer> stateBytes() throws Exception {
    Map<String, Integer> bytes = new TreeMap<>();
    for (var subtask : subtasks) {
      subtask.snapshot(2, 2);
      KeyedStateBackend<Integer> backend =
          ((MeasureStage<?>) subtask.getOneInputOperator()).getKeyedStateBackend();
      backend.applyToAllKeys(
          VoidNamespace.INSTANCE,
          VoidNamespaceSerializer.INSTANCE,
          new MapStateDescriptor<>(
              MeasureStage.MEASURES,
              Types.STRING,
              PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO),
          (keyGroup, state) -> {
            for (Map.Entry<String, byte[]> one : state.entries()) {
              bytes.put(one.getKey(), one.getValue().length);
            }
          });
    }
    return bytes;
  }

  /** Forgets the samples so far. */
  void forgetGiven() {
    subtasks.forEach(subtask -> subtask.getOutput().clear());
    samples.clear();
  }

  @Override
  public void close() throws Exception {
    for (var subtask : subtasks) {
      subtask.close();
    }
  }
}
