package io.barograph.promql.testlang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.barograph.promql.rules.RuleFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTestRunnerTest {
  @TempDir Path folder;

  @BeforeEach
  void writeRules() throws IOException {
    Files.writeString(
        folder.resolve("rules.yml"),
        """
        groups:
          - name: alerts
            rules:
              - alert: Down
                expr: up == 0
                for: 2m
                keep_firing_for: 2m
                labels: {severity: page}
                annotations:
                  summary: '{{ $labels.job }} in {{ $externalLabels.site }} is {{ $value }}'
                  link: '{{ $externalURL }}'
              - record: alerts:firing
                expr: count(ALERTS{alertstate="firing"})
              - record: alerts:since
                expr: max(ALERTS_FOR_STATE)
              - record: high
                expr: up > 5
                labels: {kind: high}
          - name: late
            interval: 5m
            query_offset: 1m
            rules:
              - record: then
                expr: time()
              - record: up:then
                expr: up
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "1m, inactive", // pending
    "2m, firing",
    "2m59s, firing",
    "4m, firing", // kept for two minutes from 3m
    "5m, inactive"
  })
  void leadsAlertsThroughTheirLives(String at, String state) throws Exception {
    String firing =
        """
            exp_alerts:
              - exp_labels: {job: api, severity: page}
                exp_annotations: {summary: api in east is 0, link: 'http://here'}
        """;
    assertPassed(
        """
        external_labels: {site: east}
        external_url: http://here
        input_series: [{series: 'up{job="api"}', values: '0 0 0 1x9'}]
        alert_rule_test:
          - eval_time: %s
            alertname: Down
        %s
        """
            .formatted(at, state.equals("firing") ? firing : "    exp_alerts: []"));
  }

  /* promtool passes the same file. */
  @Test
  void aLabelThatRestsOnTheValueMakesAnAlertOfEachText() throws Exception {
    Files.writeString(
        folder.resolve("rules.yml"),
        """
        groups:
          - name: g
            rules:
              - alert: Level
                expr: load > 3
                for: 1m
                keep_firing_for: 1m
                labels:
                  level: '{{ $v := $value }}{{ if gt $v 9.0 }}high{{ else }}low{{ end }}'
                annotations: {summary: '{{ $value }}'}
              - alert: Exact
                expr: load > 3
                labels: {level: '{{ .Value }}'}
        """);
    assertPassed(
        """
        interval: 1m
        input_series: [{series: 'load{host="a"}', values: '5 6 10 10 5 5 1'}]
        alert_rule_test:
          - eval_time: 1m
            alertname: Level
            exp_alerts: [{exp_labels: {host: a, level: low}, exp_annotations: {summary: '6'}}]
          - eval_time: 2m
            alertname: Level
            exp_alerts: [{exp_labels: {host: a, level: low}, exp_annotations: {summary: '6'}}]
          - eval_time: 3m
            alertname: Level
            exp_alerts: [{exp_labels: {host: a, level: high}, exp_annotations: {summary: '10'}}]
          - eval_time: 5m
            alertname: Level
            exp_alerts: [{exp_labels: {host: a, level: low}, exp_annotations: {summary: '5'}}]
          - eval_time: 1m
            alertname: Exact
            exp_alerts: [{exp_labels: {host: a, level: '6'}}]
        promql_expr_test:
          - expr: count by (level, alertstate) (ALERTS{alertname="Level"})
            eval_time: 2m
            exp_samples:
              - {labels: '{level="low", alertstate="firing"}', value: 1}
              - {labels: '{level="high", alertstate="pending"}', value: 1}
          - expr: ALERTS_FOR_STATE{alertname="Level"}
            eval_time: 4m
            exp_samples:
              - labels: 'ALERTS_FOR_STATE{alertname="Level", host="a", level="high"}'
                value: 120
              - labels: 'ALERTS_FOR_STATE{alertname="Level", host="a", level="low"}'
                value: 240
        """);
  }

  /* promtool passes the same file. */
  @Test
  void templatesSeeTheMetricNameOfElementsThatHaveOne() throws Exception {
    String template =
        "labels: {metric: '{{ $labels.__name__ }}'}, annotations: {all: '{{ $labels }}'}";
    Files.writeString(
        folder.resolve("rules.yml"),
        """
        groups:
          - name: g
            rules:
              - {alert: Named, expr: '{__name__=~"load|heat"} > 3', %1$s}
              - {alert: Nameless, expr: load * 2 > 3, %1$s}
        """
            .formatted(template));
    assertPassed(
        """
        interval: 1m
        input_series:
          - {series: 'load{host="a"}', values: '5'}
          - {series: 'heat{host="a"}', values: '6'}
        alert_rule_test:
          - eval_time: 0
            alertname: Named
            exp_alerts:
              - exp_labels: {host: a, metric: load}
                exp_annotations: {all: 'map[__name__:load host:a]'}
              - exp_labels: {host: a, metric: heat}
                exp_annotations: {all: 'map[__name__:heat host:a]'}
          - eval_time: 0
            alertname: Nameless
            exp_alerts: [{exp_labels: {host: a}, exp_annotations: {all: 'map[host:a]'}}]
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The alert's own series, read in the same tick and ended when it is over.
        "count(ALERTS{alertstate=\"pending\"}) | 1m | 1 | {}",
        "alerts:firing | 2m | 1 | alerts:firing",
        "alerts:since | 2m | 0 | alerts:since",
        "alerts:firing | 5m | | ",
        // A recorded element that vanishes leaves a stale marker behind.
        "high | 6m | 7 | 'high{job=\"api\", kind=\"high\"}'",
        "high | 7m | | ",
        // Evaluated a minute before each tick, and stored there.
        "then | 3m | 120 | then",
        "timestamp(then) | 3m | 120 | {}",
        "up:then | 7m | 7 | 'up:then{job=\"api\"}'",
        // A group's interval does not count: every rule is evaluated at every tick.
        "count_over_time(then[5m]) | 5m | 4 | {}"
      })
  void writesWhatRulesGiveIntoTheSeries(String query, String at, String value, String labels)
      throws Exception {
    String samples = value == null ? "[]" : "[{value: %s, labels: '%s'}]".formatted(value, labels);
    assertPassed(
        """
        input_series: [{series: 'up{job="api"}', values: '0 0 0 1 1 1 7 2 2'}]
        promql_expr_test:
          - expr: '%s'
            eval_time: %s
            exp_samples: %s
        """
            .formatted(query, at, samples));
  }

  @Test
  void saysWhatWasExpectedAndWhatCame() throws Exception {
    List<TestOutcome> outcomes =
        run(
            """
            name: two jobs
            input_series:
              - {series: 'up{job="api"}', values: '0x9'}
              - {series: 'up{job="db"}', values: '3x9'}
            alert_rule_test:
              - eval_time: 3m
                alertname: Down
                exp_alerts: [{exp_labels: {job: api, severity: mail}}]
            promql_expr_test:
              - expr: up
                eval_time: 1m
                exp_samples: [{labels: 'up{job="api"}', value: 0}]
            """);

    assertThat(outcomes)
        .extracting(TestOutcome::line, TestOutcome::query, TestOutcome::detail)
        .containsExactly(
            tuple(
                9,
                "test \"two jobs\": alert Down at 3m",
                """
                expected: {alertname="Down", job="api", severity="mail"}
                     got: {alertname="Down", job="api", severity="page"} {link=, summary=api in  is 0}\
                """),
            tuple(
                13,
                "test \"two jobs\": up at 1m",
                """
                expected: nothing
                     got: up{job="db"} 3.0\
                """));
  }

  @Test
  void aRuleThatFailsEndsItsTest() throws Exception {
    Files.writeString(
        folder.resolve("rules.yml"),
        """
        groups:
          - name: limited
            limit: 1
            rules:
              - alert: Down
                expr: up == 0
              - record: copy
                expr: up
        """);

    assertThat(
            run(
                """
                input_series:
                  - {series: 'up{job="api"}', values: '0 0 0'}
                  - {series: 'up{job="db"}', values: '_ 0 0'}
                alert_rule_test:
                  - {eval_time: 0, alertname: Down, exp_alerts: [{exp_labels: {job: api}}]}
                  - {eval_time: 2m, alertname: Down}
                promql_expr_test:
                  - {expr: up, eval_time: 0, exp_samples: []}
                """))
        .extracting(outcome -> outcome.status() + " " + outcome.query() + ": " + outcome.detail())
        .containsExactly(
            "FAILED test 1: rule Down at 1m: exceeded limit of 1 with 2 alerts",
            "FAILED test 1: rule copy at 1m: exceeded limit of 1 with 2 series",
            "PASSED test 1: alert Down at 0s: ",
            "SKIPPED test 1: alert Down at 2m: a rule failed before",
            "SKIPPED test 1: up at 0s: a rule failed before");
  }

  @Test
  void whatRestsOnARuleThatCannotBeEvaluatedIsSkippedWithTheReason() throws Exception {
    Files.writeString(
        folder.resolve("rules.yml"),
        """
        groups:
          - name: g
            rules:
              - alert: Asks
                expr: up == 0
                annotations: {summary: '{{ query "up" }}'}
              - record: sums
                expr: sum(sizes)
              - record: more:sums
                expr: sums * 2
        """);

    assertThat(
            run(
                """
                input_series:
                  - {series: up, values: '0'}
                  - {series: sizes, values: '{{schema:1 count:2 sum:3}}'}
                alert_rule_test:
                  - {eval_time: 0, alertname: Asks}
                promql_expr_test:
                  - {expr: count(ALERTS), eval_time: 0}
                  - {expr: more:sums, eval_time: 0}
                  - {expr: sizes, eval_time: 0}
                  - {expr: up, eval_time: 0, exp_samples: [{labels: up, value: 0}]}
                """))
        .extracting(outcome -> outcome.status() + " " + outcome.detail())
        .containsExactly(
            "SKIPPED alert \"Asks\": \"summary\" calls query, which is not supported in templates",
            "SKIPPED alert \"Asks\": \"summary\" calls query, which is not supported in templates",
            "SKIPPED record \"more:sums\": record \"sums\": native histograms are not supported",
            "SKIPPED native histograms are not supported",
            "PASSED ");
  }

  @Test
  void evaluatesGroupsInTheirOrderAndFindsRuleFilesByPattern() throws Exception {
    Files.createDirectories(folder.resolve("more"));
    Files.writeString(folder.resolve("more/a.yml"), group("second", "b", "a + 1"));
    Files.writeString(folder.resolve("more/b.yml"), group("first", "a", "time()"));
    Path file = folder.resolve("t.yml");
    Files.writeString(
        file,
        """
        rule_files: ['more/?.yml', 'none/*.yml']
        evaluation_interval: 30s
        group_eval_order: [first, second]
        tests:
          - start_timestamp: 2024-01-01T00:00:00Z
            promql_expr_test:
              - {expr: b, eval_time: 0, exp_samples: [{labels: b, value: 1704067201}]}
              - {expr: a @ end(), eval_time: 45s, exp_samples: [{labels: a, value: 1704067230}]}
        """);
    RuleTestFile tests = RuleTestFile.read(file);

    assertThat(tests.unmatched()).containsExactly("none/*.yml");
    assertThat(RuleTestRunner.run(tests)).extracting(TestOutcome::detail).containsOnly("");
  }

  private static String group(String name, String metric, String expr) {
    return "groups: [{name: %s, rules: [{record: %s, expr: %s}]}]".formatted(name, metric, expr);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tests: [{intervall: 1m}] | :1:10: test 1, field \"intervall\": is unknown in a test",
        "fuzzy_compare: 1 | field \"fuzzy_compare\": must be true or false, was 1",
        "group_eval_order: [a, a] | names the group \"a\" twice: remove one",
        "tests: [{name: n, start_timestamp: now}] | test \"n\", field \"start_timestamp\": must be"
            + " a",
        "tests: [{alert_rule_test: [{eval_time: 1m}]}] | field \"alertname\": must be set",
        "tests: [{alert_rule_test: [{alertname: A, eval_time: x}]}] | not a valid duration",
        "tests: [{input_series: [{series: 'up{', values: 1}]}] | field \"input_series\": 1:5:"
            + " parse",
        "tests: [{promql_expr_test: [{exp_samples: [{value: x}]}]}] | must be a number, was x",
        "tests: [{promql_expr_test: [{exp_samples: [{labels: '{'}]}]}] | field \"labels\": 1:2"
      })
  void namesTheFieldThatIsWrong(String text, String message) throws IOException {
    Path file = folder.resolve("t.yml");
    Files.writeString(file, text);

    assertThatThrownBy(() -> RuleTestFile.read(file))
        .isInstanceOf(RuleFileException.class)
        .hasMessageContaining(message);
  }

  private void assertPassed(String test) throws IOException, RuleFileException {
    assertThat(run(test)).isNotEmpty().extracting(TestOutcome::detail).containsOnly("");
  }

  private List<TestOutcome> run(String test) throws IOException, RuleFileException {
    Path file = folder.resolve("t.yml");
    Files.writeString(file, "rule_files: [rules.yml]\ntests:\n  -\n" + test.indent(4));
    return RuleTestRunner.run(RuleTestFile.read(file));
  }
}
