package io.barograph.jobs.source;

import io.barograph.core.rulepack.RulePackKey;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Of the topic of rules what tells who changed what, and what the job made of it, as bytes. */
public final class RuleRecords implements KafkaRecordDeserializationSchema<Tuple2<String, byte[]>> {
  private static final long serialVersionUID = 1;

  private final String job;

  /**
   * The records that concern a job.
   *
   * @param job its name
   */
  public RuleRecords(String job) {
    this.job = job;
  }

  @Override
  public void deserialize(
      ConsumerRecord<byte[], byte[]> record, Collector<Tuple2<String, byte[]>> out) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    String text = new String(record.key(), StandardCharsets.UTF_8);
    if (concernsTheJob(text)) {
      out.collect(Tuple2.of(text, record.value()));
    }
  }

  private boolean concernsTheJob(String text) {
    try {
      RulePackKey key = RulePackKey.parse(text);
      return key instanceof RulePackKey.OfHead
          || (key instanceof RulePackKey.OfEffect effect && effect.job().equals(job));
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }

  @Override
  public TypeInformation<Tuple2<String, byte[]>> getProducedType() {
    return Types.TUPLE(Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
  }
}
