package io.barograph.formats.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.audit.AuditCode;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.audit.AuditKind;
import io.barograph.core.audit.AuditOutcome;
import io.barograph.core.audit.AuditedOrder;
import org.junit.jupiter.api.Test;

class AuditJsonTest {
  @Test
  void isOneLineThatTellsWhoWhatWhyAndWhatCameOfIt() {
    AuditEntry entry =
        new AuditEntry(
            "ack-1000-00ff",
            1,
            new AuditedOrder(AuditKind.ACK, "c1", 1_000, "ann", "on \"it\"\n", "a-7"),
            2_000,
            AuditOutcome.of(AuditCode.ACKNOWLEDGED, "Down"));

    assertThat(AuditJson.of(entry))
        .isEqualTo(
            "{\"id\":\"ack-1000-00ff\",\"version\":1,\"kind\":\"ack\",\"order\":\"c1\","
                + "\"at\":\"1970-01-01T00:00:01.000Z\",\"author\":\"ann\","
                + "\"comment\":\"on \\\"it\\\"\\n\",\"subject\":\"a-7\","
                + "\"effectiveFrom\":\"1970-01-01T00:00:02.000Z\",\"result\":\"accepted\","
                + "\"outcome\":\"acknowledged\",\"parameters\":{\"alertname\":\"Down\"},"
                + "\"sentence\":\"nobody is reminded of Down\"}");
  }
}
