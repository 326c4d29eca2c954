package io.barograph.jobs.measures;

import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.core.measure.MeasureKind;
import io.barograph.core.sample.StaleMarker;
import io.barograph.jobs.ingest.DeadLetterSerializer;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.rules.KeyGroups;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Holds the measures of its key groups in memory, folds records when the clock passes them, and
 * derives samples at every tick. Measures that have changed are written key by key, behind a tick
 * or, at the latest, at a checkpoint, which so has little left to write; its results do not depend
 * on the order of arrival within the bound of lateness.
 *
 * @param <R> the records
 */
final class MeasureStage<R extends BusinessRecord> extends AbstractStreamOperator<IngestedSample>
    implements OneInputStreamOperator<IngestedRecord, IngestedSample> {
  /** A dead letter for each key that was refused. */
  static final OutputTag<DeadLetter> REFUSED_KEYS =
      new OutputTag<>("refused-keys", DeadLetterSerializer.INSTANCE.typeInformation());

  /** So many refused keys are known again; one more is told again when it comes again. */
  private static final int REFUSED_KEYS_KNOWN = 1_000;

  /** State name; part of the savepoint format, never rename. */
  static final String MEASURES = "measures";

  /** State name; part of the savepoint format, never rename. */
  private static final String CLOSED = "closed-tick";

  private final MeasureKind<R> kind;
  private final long intervalMillis;
  private final KeyLimit limit;

  private transient MeasureKind<R> kindHere;
  private transient Map<Integer, KeyGroupMeasures<R>> groups;
  private transient MapState<String, byte[]> measures;
  private transient ValueState<Long> closed;
  private transient KeptWatermark keptWatermark;
  private transient DataOutputSerializer out;
  private transient long watermark;
  private transient int keysOfSubtask;
  private transient Counter folded;
  private transient Counter late;
  private transient Counter duplicate;
  private transient Counter overLimit;
  private transient Counter samples;
  private transient Set<String> refused;
  private transient Told told;

  /** What measures say. */
  private final class Told implements KeyGroupMeasures.Output {
    @Override
    public void sample(Labels labels, long tick, double value) {
      emit(labels, tick, value);
    }

    @Override
    public void refused(String key, String text) {
      overLimit.inc();
      tellRefused(text, key);
    }
  }

  /**
   * A stage.
   *
   * @param intervalMillis its ticks are the multiples of this
   * @param limit how many keys are kept
   */
  MeasureStage(MeasureKind<R> kind, long intervalMillis, KeyLimit limit) {
    this.kind = kind;
    this.intervalMillis = intervalMillis;
    this.limit = limit;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    measures =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    MEASURES, Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    closed = context.getKeyedStateStore().getState(new ValueStateDescriptor<>(CLOSED, Types.LONG));
    keptWatermark = new KeptWatermark(context.getOperatorStateStore());
    kindHere = kind.forOperator();
    groups = new TreeMap<>();
    out = new DataOutputSerializer(2_048);
    watermark = Long.MIN_VALUE;
    if (context.isRestored()) {
      restore();
    }
  }

  /** A key group that is met later begins where the clock was, as it would have before. */
  private void restore() throws Exception {
    watermark = keptWatermark.restored();
    TaskInfo task = getRuntimeContext().getTaskInfo();
    for (int keyGroup :
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            KeyGroups.COUNT, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask())) {
      setCurrentKey(KeyGroups.representative(keyGroup));
      Long closedTick = closed.value();
      if (closedTick != null) {
        KeyGroupMeasures<R> group = new KeyGroupMeasures<>(kindHere, intervalMillis, closedTick);
        groups.put(keyGroup, group);
        for (Map.Entry<String, byte[]> kept : measures.entries()) {
          DataInputDeserializer in = new DataInputDeserializer(kept.getValue());
          KeptMeasure<R> read = KeptMeasure.read(kindHere, intervalMillis, in);
          read.resume(closedTick);
          group.restore(kept.getKey(), read);
        }
      }
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    getRuntimeContext()
        .registerUserCodeClassLoaderReleaseHookIfAbsent("measure " + kind.name(), kind::release);
    refused = new HashSet<>();
    told = new Told();
    keysOfSubtask =
        Math.max(1, limit.keys() / getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
    folded = getMetricGroup().counter(MeasureMetric.RECORDS_FOLDED.metricName());
    late = getMetricGroup().counter(MeasureMetric.RECORDS_LATE.metricName());
    duplicate = getMetricGroup().counter(MeasureMetric.RECORDS_DUPLICATE.metricName());
    overLimit = getMetricGroup().counter(MeasureMetric.RECORDS_OVER_LIMIT.metricName());
    samples = getMetricGroup().counter(MeasureMetric.SAMPLES.metricName());
    getMetricGroup().gauge(MeasureMetric.KEYS.metricName(), (Gauge<Integer>) this::keys);
  }

  @Override
  @SuppressWarnings("unchecked") // the stage is fed the records of its kind alone
  public void processElement(StreamRecord<IngestedRecord> element) {
    R record = (R) element.getValue().record();
    int keyGroup = KeyGroupRangeAssignment.assignToKeyGroup(getCurrentKey(), KeyGroups.COUNT);
    KeyGroupMeasures<R> group =
        groups.computeIfAbsent(
            keyGroup, any -> new KeyGroupMeasures<>(kindHere, intervalMillis, watermark));
    String key = kind.key(record);
    if (group.add(key, record)) {
      return;
    }
    if (keys() < keysOfSubtask) {
      group.begin(key, record);
    } else {
      refuse(key);
    }
  }

  private int keys() {
    int keys = 0;
    for (KeyGroupMeasures<R> group : groups.values()) {
      keys += group.size();
    }
    return keys;
  }

  private void refuse(String key) {
    overLimit.inc();
    if (refused.contains(key)) {
      return;
    }
    if (refused.size() == REFUSED_KEYS_KNOWN) {
      refused.clear();
    }
    refused.add(key);
    tellRefused(
        ("\"%s\" is one too many for %s = %d, of which this subtask of"
                + " \"measure %s\" takes %d; it is not measured: raise the limit")
            .formatted(key, limit.option(), limit.keys(), kind.name(), keysOfSubtask),
        key);
  }

  private void tellRefused(String why, String key) {
    output.collect(
        REFUSED_KEYS,
        new StreamRecord<>(
            new DeadLetter(
                DeadLetterReason.KEY_LIMIT,
                why,
                kind.name(),
                0,
                0,
                -1,
                key.getBytes(StandardCharsets.UTF_8))));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    KeptMeasure.Counts counts = new KeptMeasure.Counts();
    for (Map.Entry<Integer, KeyGroupMeasures<R>> one : groups.entrySet()) {
      KeyGroupMeasures<R> group = one.getValue();
      long closed = group.closed();
      group.advance(mark.getTimestamp(), told, counts);
      if (group.closed() > closed) {
        setCurrentKey(KeyGroups.representative(one.getKey()));
        group.forEachSettled((key, kept) -> measures.put(key, bytes(kept)));
      }
    }
    folded.inc(counts.folded);
    late.inc(counts.late);
    duplicate.inc(counts.duplicate);
    watermark = mark.getTimestamp();
    super.processWatermark(mark);
  }

  private void emit(Labels labels, long tick, double value) {
    boolean isStale = StaleMarker.isStale(Double.doubleToRawLongBits(value));
    samples.inc();
    output.collect(
        new StreamRecord<>(
            new IngestedSample(labels, tick, isStale ? 0 : value, isStale, Ingested.ON_TIME),
            tick));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    keptWatermark.update(watermark);
    for (Map.Entry<Integer, KeyGroupMeasures<R>> one : groups.entrySet()) {
      setCurrentKey(KeyGroups.representative(one.getKey()));
      write(one.getValue());
    }
  }

  private void write(KeyGroupMeasures<R> group) throws Exception {
    group.forEachChanged(
        (key, kept) -> {
          if (kept == null) {
            measures.remove(key);
          } else {
            measures.put(key, bytes(kept));
          }
        });
    if (watermark == Long.MAX_VALUE) {
      closed.clear();
    } else if (group.closed() != Long.MIN_VALUE) {
      closed.update(group.closed());
    }
  }

  private byte[] bytes(KeptMeasure<?> kept) throws IOException {
    out.clear();
    kept.write(out);
    return out.getCopyOfBuffer();
  }
}
