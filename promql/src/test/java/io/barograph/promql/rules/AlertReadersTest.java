package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.eval.EvaluationOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that would wait for their own alerts are refused, however they would. */
class AlertReadersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "count(ALERTS) > 5",
        "ALERTS{alertname=~\"Ma.*|Other\", alertstate=\"firing\"} == 1",
        "ALERTS{severity=\"page\"} == 1",
        "ALERTS{severity=~\"p.+\", host=\"a\"} == 1",
        "ALERTS{team=\"any, as the text is a template\"} == 1",
        "time() - ALERTS_FOR_STATE{alertname!~\"Other\"} > 60",
        "absent(ALERTS{alertstate!=\"pending\"})",
        "up == 0 unless on() ALERTS{severity!=\"warning\"}",
        "max_over_time(ALERTS{alertname!=\"Other\"}[5m]) > 0",
        "{__name__=~\"ALERT.*\"} > 0",
        "count({job=\"node\"}) > 5",
      })
  void readsItsOwnAlert(String query) throws RuleFileException {
    assertThat(refused(many(query)))
        .singleElement()
        .satisfies(
            refusal ->
                assertThat(refusal)
                    .startsWith("rules.yml:4:5: group \"g\", alert \"Many\", field \"expr\": ")
                    .contains("the alert's own series"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count(ALERTS{alertname!=\"Many\"}) > 5",
        "ALERTS{alertname=\"Other\", alertstate=\"firing\"} == 1",
        "ALERTS{severity=\"warning\"} == 1",
        "ALERTS{severity=\"\"} == 1",
        "ALERTS{alertstate=\"resolved\"} == 1",
        "ALERTS{alertstate!=\"pending\", alertstate!=\"firing\"} == 1",
        "time() - ALERTS_FOR_STATE{severity!~\"page\"} > 60",
        "{__name__=~\"job:.*\"} > 0",
        "ALERTSX > 0",
        "count({job=\"node\", __name__!~\"ALERTS.*\"}) > 5",
      })
  void readsOthersAlone(String query) throws RuleFileException {
    assertThat(refused(many(query))).isEmpty();
  }

  @Test
  void saysWhichSelectorItIsAndWhatToDo() throws RuleFileException {
    assertThat(refused(many("count(ALERTS) > 5")))
        .containsExactly(
            "rules.yml:4:5: group \"g\", alert \"Many\", field \"expr\": selector ALERTS can match"
                + " the alert's own series, and no alert may wait for itself: add"
                + " alertname!=\"Many\" to it");
    assertThat(refused(many("ALERTS{alertname=\"Many\"} == 1")))
        .singleElement()
        .asString()
        .contains("selector ALERTS{alertname=\"Many\"} can match")
        .endsWith("name another alert");
    assertThat(refused(many("count({job=\"node\"}) > 5")))
        .singleElement()
        .asString()
        .endsWith("add __name__!~\"ALERTS.*\" to it");
  }

  @Test
  void findsItBehindARecordingRule() throws RuleFileException {
    assertThat(
            refused(
                """
                groups:
                - name: g
                  rules:
                  - {record: "alerts:count", expr: count(ALERTS)}
                  - {alert: Many, expr: "alerts:count > 5"}
                """))
        .singleElement()
        .asString()
        .contains("alert \"Many\"", "selector ALERTS can match", "alertname!=\"Many\"");
  }

  @Test
  void findsACircleThroughOtherFilesAndRefusesEveryRuleOfIt() throws RuleFileException {
    RuleFile one =
        file(
            "one.yml",
            """
            groups:
            - name: first
              rules:
              - {alert: A, expr: 'up == 0 and on () ALERTS{alertname="B"}'}
              - {alert: Beside, expr: 'ALERTS{alertname="A"} == 1'}
            """);
    RuleFile two =
        file(
            "two.yml",
            """
            groups:
            - name: second
              rules:
              - {alert: B, expr: 'ALERTS{alertname=~"C.*"} == 1'}
              - {alert: C1, expr: 'ALERTS_FOR_STATE{alertname="A"} > 0'}
            """);

    assertThat(refused(one, two))
        .containsExactly(
            "one.yml:4:5: group \"first\", alert \"A\", field \"expr\": selector"
                + " ALERTS{alertname=\"B\"} reads alert \"B\" (group \"second\" in two.yml), which"
                + " reads alert \"C1\" (group \"second\" in two.yml), which reads alert \"A\""
                + " again, and no alert may wait for itself: take one of these selectors out, or"
                + " let it match fewer alerts",
            "two.yml:4:5: group \"second\", alert \"B\", field \"expr\": selector"
                + " ALERTS{alertname=~\"C.*\"} reads alert \"C1\" (group \"second\" in two.yml),"
                + " which reads alert \"A\" (group \"first\" in one.yml), which reads alert \"B\""
                + " again, and no alert may wait for itself: take one of these selectors out, or"
                + " let it match fewer alerts",
            "two.yml:5:5: group \"second\", alert \"C1\", field \"expr\": selector"
                + " ALERTS_FOR_STATE{alertname=\"A\"} reads alert \"A\" (group \"first\" in"
                + " one.yml), which reads alert \"B\" (group \"second\" in two.yml), which reads"
                + " alert \"C1\" again, and no alert may wait for itself: take one of these"
                + " selectors out, or let it match fewer alerts");
  }

  @Test
  void letsAlertsReadEachOtherInAChainThatEnds() throws RuleFileException {
    assertThat(
            refused(
                """
                groups:
                - name: g
                  rules:
                  - {alert: A, expr: up == 0}
                  - {alert: B, expr: 'ALERTS{alertname="A"} == 1'}
                  - {alert: C, expr: 'ALERTS{alertname=~"A|B"} == 1'}
                """))
        .isEmpty();
  }

  /** A file with the rule, its labels, and another alert. */
  private static String many(String query) {
    return """
        groups:
        - name: g
          rules:
          - alert: Many
            expr: '%s'
            labels: {severity: page, team: "{{ $labels.team }}"}
          - {alert: Other, expr: up == 0, labels: {severity: warning}}
        """
        .formatted(query);
  }

  private static List<String> refused(String text) throws RuleFileException {
    return refused(file("rules.yml", text));
  }

  private static List<String> refused(RuleFile... files) {
    Recordings recordings = new Recordings(List.of(files), Duration.ofMinutes(1));
    List<String> refused = new ArrayList<>();
    for (RuleFile file : files) {
      RunnableRules.of(file, recordings, EvaluationOptions.DEFAULT)
          .refused()
          .forEach(refusal -> refused.add(refusal.toString()));
    }
    return refused;
  }

  private static RuleFile file(String name, String text) throws RuleFileException {
    return RuleFile.parse(name, text);
  }
}
