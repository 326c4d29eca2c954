package io.barograph.jobs.audit;

import io.barograph.core.audit.AuditEntry;
import io.barograph.core.audit.RuleAudit;
import io.barograph.core.rulepack.RulePackEffect;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.core.rulepack.RulePackRecord;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.rulepack.RulePackJson;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Records of the topic of rules, keyed by pack, to entries of the audit. What cannot be read is
 * passed over, as whoever evaluates rules passes over it.
 */
final class RuleAuditFunction
    extends KeyedProcessFunction<String, Tuple2<String, byte[]>, AuditEntry> {
  /** State name; part of the savepoint format, never rename. */
  private static final String AUDIT = "rule-audit";

  private final String job;
  private transient ValueState<byte[]> kept;

  /**
   * A function without state.
   *
   * @param job the name under which the job says what it makes of publications
   */
  RuleAuditFunction(String job) {
    this.job = job;
  }

  @Override
  public void open(OpenContext context) {
    kept =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    AUDIT, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(
      Tuple2<String, byte[]> record, Context context, Collector<AuditEntry> out)
      throws IOException {
    RulePackRecord told;
    try {
      told = RulePackJson.decode(record.f0, record.f1, null);
    } catch (MalformedRecordException unusable) {
      return;
    }
    RuleAudit audit = read();
    if (told instanceof RulePackHead head) {
      out.collect(audit.take(head));
      DataOutputSerializer bytes = new DataOutputSerializer(512);
      audit.write(bytes);
      kept.update(bytes.getCopyOfBuffer());
    } else if (told instanceof RulePackEffect effect) {
      audit.take(effect).ifPresent(out::collect);
    }
  }

  private RuleAudit read() throws IOException {
    RuleAudit audit = new RuleAudit(job);
    byte[] bytes = kept.value();
    if (bytes != null) {
      audit.read(new DataInputDeserializer(bytes));
    }
    return audit;
  }
}
