package io.barograph.jobs.measures;

import io.barograph.core.prediction.JoinPolicy;
import io.barograph.core.prediction.ModelEvent;
import io.barograph.core.prediction.ModelRecord;
import io.barograph.core.prediction.PredictionJoin;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.rules.KeyGroups;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Joins predictions with their outcomes: one join for each key group, in memory, written at a
 * checkpoint where something has changed.
 */
final class JoinStage extends AbstractStreamOperator<IngestedRecord>
    implements OneInputStreamOperator<IngestedRecord, IngestedRecord> {
  /** State name; part of the savepoint format, never rename. */
  static final String JOIN = "prediction-join";

  private final JoinPolicy policy;
  private transient Map<Integer, PredictionJoin> joins;
  private transient Set<Integer> changed;
  private transient ValueState<byte[]> state;
  private transient KeptWatermark keptWatermark;
  private transient long watermark;

  JoinStage(JoinPolicy policy) {
    this.policy = policy;
  }

  /** The key of the join that a record belongs to. */
  static int keyOf(IngestedRecord ingested) {
    String id = ((ModelRecord) ingested.record()).id();
    return KeyGroups.representative(PredictionJoin.shard(id, KeyGroups.COUNT));
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getKeyedStateStore()
            .getState(
                new ValueStateDescriptor<>(
                    JOIN, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    keptWatermark = new KeptWatermark(context.getOperatorStateStore());
    watermark = Long.MIN_VALUE;
    joins = new TreeMap<>();
    changed = new TreeSet<>();
    if (context.isRestored()) {
      restore();
    }
  }

  /** A join that has not changed was written when the clock was elsewhere. */
  private void restore() throws Exception {
    watermark = keptWatermark.restored();
    TaskInfo task = getRuntimeContext().getTaskInfo();
    for (int keyGroup :
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            KeyGroups.COUNT, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask())) {
      setCurrentKey(KeyGroups.representative(keyGroup));
      byte[] kept = state.value();
      if (kept != null) {
        PredictionJoin join = PredictionJoin.read(policyOfGroup(), new DataInputDeserializer(kept));
        join.hasPassed(watermark);
        joins.put(keyGroup, join);
      }
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    for (JoinMetric metric : JoinMetric.values()) {
      getMetricGroup()
          .gauge(
              metric.metricName(),
              (Gauge<Long>)
                  () -> joins.values().stream().mapToLong(join -> metric.of(join.counts())).sum());
    }
  }

  @Override
  public void processElement(StreamRecord<IngestedRecord> element) {
    int keyGroup = KeyGroupRangeAssignment.assignToKeyGroup(getCurrentKey(), KeyGroups.COUNT);
    joins
        .computeIfAbsent(keyGroup, any -> new PredictionJoin(policyOfGroup()))
        .add((ModelRecord) element.getValue().record());
    changed.add(keyGroup);
  }

  /** Each key group remembers its share of the ids. */
  private JoinPolicy policyOfGroup() {
    return new JoinPolicy(policy.maxLabelDelays(), Math.max(1, policy.maxIds() / KeyGroups.COUNT));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    boolean isEnd = mark.getTimestamp() == Long.MAX_VALUE;
    joins.forEach(
        (keyGroup, join) -> {
          // At the end of the input nobody has stopped to wait for outcomes yet.
          if (join.advance(isEnd ? join.newest() : mark.getTimestamp(), this::emit)) {
            changed.add(keyGroup);
          }
        });
    watermark = mark.getTimestamp();
    if (isEnd) {
      changed.addAll(joins.keySet());
      joins.clear();
    }
    super.processWatermark(mark);
  }

  private void emit(ModelEvent event) {
    output.collect(new StreamRecord<>(new IngestedRecord(event, Ingested.ON_TIME), event.time()));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    keptWatermark.update(watermark);
    DataOutputSerializer out = new DataOutputSerializer(4_096);
    for (int keyGroup : changed) {
      setCurrentKey(KeyGroups.representative(keyGroup));
      PredictionJoin join = joins.get(keyGroup);
      if (join == null) {
        state.clear();
      } else {
        out.clear();
        join.write(out);
        state.update(out.getCopyOfBuffer());
      }
    }
    changed.clear();
  }
}
