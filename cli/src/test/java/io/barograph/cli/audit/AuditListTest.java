package io.barograph.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.core.audit.AuditCode;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.audit.AuditKind;
import io.barograph.core.audit.AuditOutcome;
import io.barograph.core.audit.AuditedOrder;
import io.barograph.formats.audit.AuditJson;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditListTest {
  private static final Instant START = Instant.EPOCH;

  private static JsonNode entry(String author, AuditKind kind, AuditCode code, long at)
      throws Exception {
    AuditedOrder order = new AuditedOrder(kind, "c", at, author, "so\u001b[31m\nit is", "a-7");
    String[] values = code.parameters().toArray(String[]::new);
    return new ObjectMapper()
        .readTree(
            AuditJson.of(
                new AuditEntry(kind.wireName() + at, 1, order, at, AuditOutcome.of(code, values))));
  }

  private static List<String> authors(List<JsonNode> entries, AuditList.Filter filter) {
    return AuditList.of(entries, filter).stream()
        .map(entry -> entry.path("author").asText())
        .toList();
  }

  @Test
  void anEntryIsOneLineThatSteersNoTerminal() throws Exception {
    assertThat(AuditList.line(entry("ann", AuditKind.ACK, AuditCode.ACKNOWLEDGED, 1_000)))
        .isEqualTo(
            "1970-01-01T00:00:01.000Z  ann  ack a-7"
                + "  accepted: nobody is reminded of alertname  (so [31m it is)");
  }

  @Test
  void showsWhatIsWantedInTheOrderInWhichItWasGiven() throws Exception {
    List<JsonNode> all =
        List.of(
            entry("cid", AuditKind.RULES_APPLY, AuditCode.RULES_REFUSED, 3_000),
            entry("ann", AuditKind.ACK, AuditCode.ACKNOWLEDGED, 1_000),
            entry("bob", AuditKind.ACK, AuditCode.NOT_FIRING, 2_000));

    assertThat(authors(all, new AuditList.Filter(START, "", "", false)))
        .containsExactly("ann", "bob", "cid");
    assertThat(authors(all, new AuditList.Filter(START.plusSeconds(2), "", "", false)))
        .containsExactly("bob", "cid");
    assertThat(authors(all, new AuditList.Filter(START, "bob", "", false))).containsExactly("bob");
    assertThat(authors(all, new AuditList.Filter(START, "", "ack", false)))
        .containsExactly("ann", "bob");
    assertThat(authors(all, new AuditList.Filter(START, "", "", true)))
        .containsExactly("bob", "cid");
  }
}
