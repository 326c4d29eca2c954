package io.barograph.jobs.audit;

import io.barograph.core.audit.AuditCode;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.audit.AuditKind;
import io.barograph.core.audit.AuditOutcome;
import io.barograph.core.audit.AuditedOrder;
import io.barograph.jobs.testing.SerializerContract;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

class AuditEntrySerializerTest extends SerializerContract<AuditEntry> {
  AuditEntrySerializerTest() {
    super(AuditEntrySerializer.INSTANCE, "audit-entry-v1");
  }

  @Override
  protected List<AuditEntry> values() {
    List<AuditEntry> entries = new ArrayList<>();
    for (AuditKind kind : EnumSet.range(AuditKind.SILENCE, AuditKind.RULES_DELETE)) {
      entries.add(entry(kind, AuditCode.NOT_FIRING));
    }
    for (AuditCode code : EnumSet.range(AuditCode.SILENCED, AuditCode.RULES_REFUSED)) {
      entries.add(entry(AuditKind.ACK, code));
    }
    return entries;
  }

  private static AuditEntry entry(AuditKind kind, AuditCode code) {
    return new AuditEntry(
        "id-7",
        2,
        new AuditedOrder(kind, "c\u4e2d", 9, "ann", "", "s"),
        Long.MAX_VALUE,
        AuditOutcome.of(code, code.parameters().toArray(String[]::new)));
  }
}
