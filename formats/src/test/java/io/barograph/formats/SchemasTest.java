package io.barograph.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.Priority;
import io.barograph.core.audit.AuditCode;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.audit.AuditKind;
import io.barograph.core.audit.AuditOutcome;
import io.barograph.core.audit.AuditedOrder;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.decision.Decision;
import io.barograph.core.decision.DecisionCode;
import io.barograph.core.delivery.Receipt;
import io.barograph.core.incident.AlertSignal;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.IncidentKind;
import io.barograph.core.incident.JoinReason;
import io.barograph.core.incident.Recommendation;
import io.barograph.core.incident.Recommendations;
import io.barograph.core.inspect.StateQuestion;
import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.risk.RiskOff;
import io.barograph.core.rulepack.RulePackBody;
import io.barograph.core.rulepack.RulePackEffect;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.core.sample.Sample;
import io.barograph.formats.audit.AuditJson;
import io.barograph.formats.deadletter.DeadLetterJson;
import io.barograph.formats.encode.AnomalyJson;
import io.barograph.formats.encode.LogJson;
import io.barograph.formats.encode.MeasureJson;
import io.barograph.formats.encode.SampleJson;
import io.barograph.formats.incident.DecisionJson;
import io.barograph.formats.incident.IncidentJson;
import io.barograph.formats.inspect.StateAnswerJson;
import io.barograph.formats.inspect.StateJsonTest;
import io.barograph.formats.inspect.StateQuestionJson;
import io.barograph.formats.notify.ReceiptJson;
import io.barograph.formats.risk.RiskOffJson;
import io.barograph.formats.rulepack.RulePackJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The schemas in {@code docs/schemas} name what is written, and no more. */
class SchemasTest {
  private static final Path SCHEMAS = Path.of("..", "docs", "schemas");

  @Test
  void deadLetters() throws Exception {
    DeadLetter letter =
        new DeadLetter(DeadLetterReason.MALFORMED, "a", "samples", 0, 0, 0, new byte[0]);

    assertThat(at("dead-letter", "properties"))
        .isEqualTo(fields(DeadLetterJson.of(letter).getBytes(StandardCharsets.UTF_8)));
    assertThat(texts("dead-letter", "enum"))
        .isEqualTo(
            Arrays.stream(DeadLetterReason.values()).map(DeadLetterReason::wireName).toList());
  }

  @Test
  void riskOff() throws Exception {
    Set<String> written = new HashSet<>();
    for (RiskOff.Action action : RiskOff.Action.values()) {
      written.addAll(
          fields(
              RiskOffJson.encode(
                  new RiskOff("s", action, AlertReason.CONDITION_TRUE, "i", "A", 0, 1, 2))));
    }

    assertThat(at("risk-off", "properties")).isEqualTo(written);
  }

  @Test
  void receipts() throws Exception {
    Receipt receipt =
        new Receipt("n", "r", "webhook[0]", "{}:{}", Receipt.Result.DELIVERED, 200, "", 1, 0, 1);

    assertThat(at("receipt", "properties"))
        .isEqualTo(fields(ReceiptJson.of(receipt).getBytes(StandardCharsets.UTF_8)));
    assertThat(read("receipt"))
        .asString(StandardCharsets.UTF_8)
        .contains(
            Arrays.stream(Receipt.Result.values())
                .map(result -> '"' + result.wireName() + '"')
                .toList());
  }

  private static String incidentJson(Incident incident) {
    return IncidentJson.of(
        incident,
        new Recommendations(
            List.of(new Recommendation(IncidentKind.CASCADE, "A", "look at it", "请检查"))));
  }

  @Test
  void incidents() throws Exception {
    AlertSignal alert = new AlertSignal("a", 1, "A", "f", "s", "h", Priority.P1, true);
    Incident incident =
        new Incident(
            "i",
            1,
            "p",
            IncidentKind.CASCADE,
            "s",
            0,
            1,
            true,
            Priority.P1,
            0.5,
            new TreeSet<>(Set.of("s")),
            1,
            List.of(new Incident.Member(alert, JoinReason.ROOT, "s", 0.9)),
            List.of());

    assertThat(at("incident", "properties"))
        .isEqualTo(fields(incidentJson(incident).getBytes(StandardCharsets.UTF_8)));
    assertThat(read("incident"))
        .asString(StandardCharsets.UTF_8)
        .contains(
            Arrays.stream(IncidentKind.values()).map(kind -> '"' + kind.wireName() + '"').toList())
        .contains(
            Arrays.stream(JoinReason.values())
                .map(reason -> '"' + reason.wireName() + '"')
                .toList());
  }

  @Test
  void decisions() throws Exception {
    Set<String> written = new HashSet<>();
    Decision of =
        Decision.of(DecisionCode.ALERT_JOINED, "i", "a", 1, 0, "calls", "s", "0.90", "why");
    written.addAll(fields(DecisionJson.of(of).getBytes(StandardCharsets.UTF_8)));

    assertThat(at("decision", "properties")).isEqualTo(written);
    assertThat(texts("decision", "enum"))
        .isEqualTo(Arrays.stream(DecisionCode.values()).map(DecisionCode::wireName).toList());
  }

  @Test
  void audit() throws Exception {
    AuditEntry entry =
        new AuditEntry(
            "i",
            1,
            new AuditedOrder(AuditKind.ACK, "c", 0, "ann", "", "a"),
            0,
            AuditOutcome.of(AuditCode.NOT_FIRING));

    assertThat(at("audit", "properties"))
        .isEqualTo(fields(AuditJson.of(entry).getBytes(StandardCharsets.UTF_8)));
    assertThat(texts("audit", "enum"))
        .isEqualTo(Arrays.stream(AuditKind.values()).map(AuditKind::wireName).toList());
    assertThat(read("audit"))
        .asString(StandardCharsets.UTF_8)
        .contains(
            Arrays.stream(AuditCode.values()).map(code -> '"' + code.wireName() + '"').toList())
        .contains(
            Arrays.stream(AuditCode.Result.values())
                .map(result -> '"' + result.wireName() + '"')
                .toList());
  }

  @Test
  void samples() throws Exception {
    Labels up = Labels.of("__name__", "up");
    Set<String> written = fields(SampleJson.encode(Sample.of(up, 0, 1)));
    written.addAll(fields(SampleJson.encode(Sample.stale(up, 0))));

    assertThat(at("sample", "properties")).isEqualTo(written);
  }

  @Test
  void anomalies() throws Exception {
    String json =
        AnomalyJson.of(Labels.of("host", "a", "metric", "load", "detector", "all"), 0, 0.75);

    assertThat(at("anomaly", "properties"))
        .isEqualTo(fields(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void measures() throws Exception {
    String json = MeasureJson.of(Labels.of("__name__", "up", "symbol", "A"), 0, 1);

    assertThat(at("measure", "properties"))
        .isEqualTo(fields(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void logLines() throws Exception {
    LogRecord log = new LogRecord(0, "INFO", "a", "u", "r", "m", Map.of("k", "v"));

    assertThat(at("log", "properties")).isEqualTo(fields(LogJson.encode(log)));
  }

  @Test
  void rulePacks() throws Exception {
    RulePackBody body =
        new RulePackBody(
            "desk", 1, 0, "", "", List.of(new RulePackBody.File("a.yml", "")), "overrides:");
    RulePackHead head =
        RulePackHead.first("desk", 1, new RulePackHead.Change(0, "", "", 0))
            .withShadow(2, new RulePackHead.Change(0, "", "", 0));
    RulePackEffect effect = new RulePackEffect("job", "desk", 0, 0, 0, 0, "needs 4 levels");

    assertThat(at("rule-pack-body", "properties")).isEqualTo(fields(RulePackJson.encode(body)));
    assertThat(at("rule-pack-head", "properties")).isEqualTo(fields(RulePackJson.encode(head)));
    assertThat(at("rule-pack-effect", "properties")).isEqualTo(fields(RulePackJson.encode(effect)));
  }

  @Test
  void questionsAboutTheStateAndTheirAnswers() throws Exception {
    assertThat(at("state-question", "properties"))
        .isEqualTo(fields(StateQuestionJson.encode(StateJsonTest.QUESTION)));
    assertThat(texts("state-question", "enum"))
        .isEqualTo(
            Arrays.stream(StateQuestion.Subject.values())
                .map(StateQuestion.Subject::wireName)
                .toList());
    assertThat(at("state-answer", "properties"))
        .isEqualTo(fields(StateAnswerJson.encode(StateJsonTest.ANSWER)));
  }

  /** The names in the schema's outermost object of that name. */
  private static Set<String> at(String schema, String name) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(read(schema))) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals(name);
        parser.nextToken();
        if (found) {
          return fields(parser);
        }
        parser.skipChildren();
      }
    }
    throw new AssertionError(schema + " has no " + name);
  }

  /** The texts of the schema's first array of that name. */
  private static List<String> texts(String schema, String name) throws IOException {
    List<String> texts = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(read(schema))) {
      while (!name.equals(parser.currentName()) || parser.currentToken() != JsonToken.START_ARRAY) {
        parser.nextToken();
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        texts.add(parser.getText());
      }
    }
    return texts;
  }

  private static Set<String> fields(byte[] json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      return fields(parser);
    }
  }

  private static Set<String> fields(JsonParser parser) throws IOException {
    Set<String> names = new TreeSet<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      names.add(parser.currentName());
      parser.nextToken();
      parser.skipChildren();
    }
    return names;
  }

  private static byte[] read(String schema) throws IOException {
    return Files.readAllBytes(SCHEMAS.resolve(schema + ".schema.json"));
  }
}
