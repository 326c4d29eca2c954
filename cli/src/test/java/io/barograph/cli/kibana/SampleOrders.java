package io.barograph.cli.kibana;

import io.barograph.core.audit.AuditCode;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.audit.AuditKind;
import io.barograph.core.audit.AuditOutcome;
import io.barograph.core.audit.AuditedOrder;
import java.util.ArrayList;
import java.util.List;

/** What two people order. */
final class SampleOrders {
  private static final long MINUTE = 60_000;

  private SampleOrders() {}

  /** One of each kind by ann, which are followed, and some of bob, which are not. */
  static List<AuditEntry> audit() {
    List<AuditEntry> all = new ArrayList<>();
    for (AuditKind kind : AuditKind.values()) {
      add(all, kind, "ann", AuditCode.PUBLISHED);
    }
    add(all, AuditKind.SILENCE, "bob", AuditCode.SILENCE_REFUSED);
    add(all, AuditKind.ACK, "bob", AuditCode.NOT_FIRING);
    add(all, AuditKind.ACK, "bob", AuditCode.WAS_ACKNOWLEDGED);
    return all;
  }

  private static void add(List<AuditEntry> all, AuditKind kind, String author, AuditCode code) {
    String id = "order-" + all.size();
    long at = SampleIncidents.START + all.size() * MINUTE;
    all.add(
        new AuditEntry(
            id,
            1,
            new AuditedOrder(kind, id, at, author, "planned", "subject"),
            at,
            AuditOutcome.of(code, code.parameters().toArray(String[]::new))));
  }
}
