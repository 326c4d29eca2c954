package io.barograph.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.cli.stack.StackException;
import io.barograph.core.labels.Labels;
import io.barograph.promql.coverage.RuleCoverage;
import io.barograph.promql.rules.RuleFile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiredAlertsTest {
  private static final String FIRED =
      "{\"labels\":{\"alertname\":\"A\"},\"status\":\"resolved\",\"startsAt\":\"2026-01-02T03:04:05Z\"}";
  private static final String PENDING = "{\"labels\":{\"alertname\":\"B\"},\"status\":\"pending\"}";

  @Test
  void whatHasAStartHasFired() {
    assertThat(FiredAlerts.parse("alerts.jsonl", List.of(FIRED, "", PENDING))).containsExactly("A");
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
  void theReportNamesAlertsThatNeverFired() throws Exception {
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
    CoverageReport report =
        new CoverageReport(
            RuleCoverage.of(
                List.of(file),
                List.of(Labels.of("__name__", "x")),
                Optional.of(FiredAlerts.parse("alerts.jsonl", List.of(FIRED, PENDING)))));

    assertThat(report.lines()).endsWith("alerts: 1 of 2 have fired", "  never fired:", "    B");
    assertThat(report.json().path("alerts").toString())
        .isEqualTo("{\"total\":2,\"neverFired\":[\"B\"]}");
  }
}
