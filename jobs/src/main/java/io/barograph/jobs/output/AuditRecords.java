package io.barograph.jobs.output;

import io.barograph.core.audit.AuditEntry;
import io.barograph.formats.audit.AuditJson;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Entries of the audit as Kafka records, and as documents in indices by month. */
public final class AuditRecords {
  private AuditRecords() {}

  /** Entries keyed by id, in their order. */
  static DataStream<KafkaMessage> messages(DataStream<AuditEntry> entries, String topic) {
    return entries
        .map(one -> new KafkaMessage(topic, one.order().at(), one.id(), AuditJson.of(one)))
        .returns(Types.POJO(KafkaMessage.class))
        .setParallelism(1)
        .uid("audit-messages")
        .name("audit as messages");
  }

  /** One document for each order, with what came of it, in the month in which it was given. */
  public static ElasticsearchDocument document(AuditEntry entry) {
    return new ElasticsearchDocument(
        MonthlyIndex.name("barograph-audit", entry.order().at()),
        entry.id(),
        entry.version(),
        AuditJson.of(entry));
  }
}
