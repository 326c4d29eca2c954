package io.barograph.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.cli.stack.StackException;
import io.barograph.core.labels.Labels;
import io.barograph.promql.coverage.AlertUse;
import io.barograph.promql.coverage.RuleCoverage;
import io.barograph.promql.rules.RuleFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiredAlertsTest {
  private static final String FIRED =
      "{\"fingerprint\":\"a1\",\"labels\":{\"alertname\":\"A\"},\"status\":\"resolved\",\"startsAt\":\"2026-01-02T03:04:05Z\"}";
  private static final String FIRED_TOO = FIRED.replace("a1", "b2").replace("\"A\"", "\"B\"");
  private static final String FIRED_OF_NO_RULE =
      FIRED.replace("a1", "c3").replace("\"A\"", "\"C\"");
  private static final String PENDING = "{\"labels\":{\"alertname\":\"B\"},\"status\":\"pending\"}";

  @Test
  void whatHasAStartHasFired() {
    assertThat(FiredAlerts.parse("alerts.jsonl", List.of(FIRED, "", PENDING)).names())
        .containsExactly(Map.entry("a1", "A"));
  }

  @Test
  void saysWhichLineIsNoAlert() {
    assertThatThrownBy(() -> FiredAlerts.parse("alerts.jsonl", List.of(FIRED, "{")))
        .isInstanceOf(StackException.class)
        .hasMessageStartingWith("alerts.jsonl:2: is no JSON");
    assertThatThrownBy(() -> FiredAlerts.parse("alerts.jsonl", List.of("{}")))
        .hasMessageStartingWith("alerts.jsonl:1: labels.alertname is missing");
  }

  @Test
  void saysWhichCommandNamesNoAlert() {
    FiredAlerts fired = FiredAlerts.parse("alerts.jsonl", List.of(FIRED));

    assertThatThrownBy(() -> fired.use("acks.jsonl", List.of("{\"command\":\"ack\"}")))
        .isInstanceOf(StackException.class)
        .hasMessageStartingWith("acks.jsonl:1: alert is missing");
  }

  @Test
  void theReportNamesAlertsThatNobodyActedOn() throws Exception {
    FiredAlerts fired =
        FiredAlerts.parse("alerts.jsonl", List.of(FIRED, FIRED_TOO, FIRED_OF_NO_RULE));
    String ack = "{\"command\":\"ack\",\"alert\":\"a1-1767323045000\",\"author\":\"mei\"}";
    String unknown = "{\"command\":\"ack\",\"alert\":\"ffff\"}";

    CoverageReport report = report(fired.use("acks.jsonl", List.of(ack, unknown)));

    assertThat(report.lines())
        .endsWith("fired alerts: 1 of 2 were acted on", "  never acted on:", "    B");
    assertThat(report.json().path("firedAlerts").toString())
        .isEqualTo("{\"total\":2,\"neverActedOn\":[\"B\"]}");
  }

  @Test
  void theReportNamesAlertsThatNeverFired() throws Exception {
    CoverageReport report =
        report(FiredAlerts.parse("alerts.jsonl", List.of(FIRED, PENDING)).use());

    assertThat(report.lines()).endsWith("alerts: 1 of 2 have fired", "  never fired:", "    B");
    assertThat(report.json().path("alerts").toString())
        .isEqualTo("{\"total\":2,\"neverFired\":[\"B\"]}");
    assertThat(report.json().has("firedAlerts")).isFalse();
  }

  private static CoverageReport report(AlertUse use) throws Exception {
    RuleFile file =
        RuleFile.parse(
            "rules.yml",
            """
            groups:
              - name: g
                rules:
                  - {alert: A, expr: x > 1}
                  - {alert: B, expr: x > 2}
            """);
    return new CoverageReport(
        RuleCoverage.of(List.of(file), List.of(Labels.of("__name__", "x")), Optional.of(use)));
  }
}
