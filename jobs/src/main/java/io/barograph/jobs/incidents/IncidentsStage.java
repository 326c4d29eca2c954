package io.barograph.jobs.incidents;

import io.barograph.core.incident.CorrelationPolicy;
import io.barograph.core.incident.ImpactPolicy;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.PlacedEvidence;
import io.barograph.jobs.rules.KeyGroups;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Holds the incidents of its environments in memory, looks at evidence when the clock reaches it,
 * and tells each version of an incident. At a checkpoint it writes what it knows, environment by
 * environment; its results do not depend on the order of arrival within the bound of lateness.
 */
final class IncidentsStage extends AbstractStreamOperator<Incident>
    implements OneInputStreamOperator<PlacedEvidence, Incident> {
  /** State name; part of the savepoint format, never rename. */
  static final String INCIDENTS = "incidents";

  private final CorrelationPolicy policy;
  private final ImpactPolicy impact;

  private transient Map<String, EnvironmentIncidents> environments;
  private transient MapState<String, byte[]> kept;
  private transient long watermark;
  private transient Counter evidence;
  private transient Counter late;
  private transient Counter opened;
  private transient Counter beyond;

  IncidentsStage(CorrelationPolicy policy, ImpactPolicy impact) {
    this.policy = policy;
    this.impact = impact;
  }

  /** The key that stands for the key group of an environment. */
  static int keyOf(PlacedEvidence placed) {
    return keyOf(placed.environment());
  }

  private static int keyOf(String environment) {
    int keyGroup = KeyGroupRangeAssignment.assignToKeyGroup(environment, KeyGroups.COUNT);
    return KeyGroups.representative(keyGroup);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    kept =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    INCIDENTS,
                    Types.STRING,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    environments = new TreeMap<>();
    watermark = Long.MIN_VALUE;
    if (context.isRestored()) {
      restore();
    }
  }

  private void restore() throws Exception {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    for (int keyGroup :
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            KeyGroups.COUNT, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask())) {
      setCurrentKey(KeyGroups.representative(keyGroup));
      for (Map.Entry<String, byte[]> one : kept.entries()) {
        EnvironmentIncidents incidents = begin();
        incidents.read(new DataInputDeserializer(one.getValue()));
        environments.put(one.getKey(), incidents);
      }
    }
  }

  private EnvironmentIncidents begin() {
    return new EnvironmentIncidents(policy, impact, this::emit);
  }

  @Override
  public void open() throws Exception {
    super.open();
    evidence = getMetricGroup().counter(IncidentMetric.EVIDENCE.metricName());
    late = getMetricGroup().counter(IncidentMetric.EVIDENCE_LATE.metricName());
    opened = getMetricGroup().counter(IncidentMetric.OPENED.metricName());
    beyond = getMetricGroup().counter(IncidentMetric.BEYOND.metricName());
  }

  @Override
  public void processElement(StreamRecord<PlacedEvidence> element) {
    PlacedEvidence placed = element.getValue();
    evidence.inc();
    if (placed.evidence().time() <= watermark) {
      late.inc();
    }
    environments.computeIfAbsent(placed.environment(), any -> begin()).add(placed.evidence());
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    for (EnvironmentIncidents incidents : environments.values()) {
      long before = incidents.beyond();
      incidents.advance(mark.getTimestamp());
      beyond.inc(incidents.beyond() - before);
    }
    watermark = mark.getTimestamp();
    if (watermark == Long.MAX_VALUE) {
      environments.clear();
    }
    super.processWatermark(mark);
  }

  private void emit(Incident incident) {
    if (incident.version() == 1) {
      opened.inc();
    }
    output.collect(new StreamRecord<>(incident, incident.updatedAt()));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    if (watermark == Long.MAX_VALUE) {
      clear();
      return;
    }
    DataOutputSerializer out = new DataOutputSerializer(4_096);
    for (Map.Entry<String, EnvironmentIncidents> one : environments.entrySet()) {
      setCurrentKey(keyOf(one.getKey()));
      out.clear();
      one.getValue().write(out);
      kept.put(one.getKey(), out.getCopyOfBuffer());
    }
  }

  private void clear() throws Exception {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    for (int keyGroup :
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            KeyGroups.COUNT, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask())) {
      setCurrentKey(KeyGroups.representative(keyGroup));
      kept.clear();
    }
  }
}
