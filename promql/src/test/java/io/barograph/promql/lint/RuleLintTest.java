package io.barograph.promql.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each check with what it finds and, beside it, what comes near and is right. */
class RuleLintTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        // Sides that cannot meet
        "x{a='1'} / x{a='2'};                                 NEVER_MATCHES",
        "x{a='1'} / ignoring(a) x{a='2'};",
        "x{a='1'} / on(b) x{a='2'};",
        "x{a='1'} or x{a='2'};",
        "x{a='1'} and y{a=~'2|3'};                            NEVER_MATCHES",
        "x{a='1'} and y{a=~'1|3'};",
        "x{a='1'} unless y{a!='1'};                           NEVER_MATCHES",
        "sum by (b) (x) / y{a!=''};                           NEVER_MATCHES",
        "sum by (b) (x) / y{a!='1'};",
        "sum by (a) (x{a='1'}) / sum by (a) (x{a='2'});       NEVER_MATCHES",
        "sum by (b) (x{a='1'}) / sum by (b) (x{a='2'});",
        "label_replace(x{a='1'}, 'a', '2', '', '') / x{a='2'};",
        "x{a='1'} * on(b) group_left(a) y > 1 and x{a='2'};",
        "(x{a='1'} / x{a='2'}) / x{a='1'};                    NEVER_MATCHES",
        // Labels by which elements meet
        "sum by (a) (x) / sum by (b) (y);                     MATCHES_BY_LOST_LABEL",
        "sum by (a, b) (x) / sum by (a) (y);                  MATCHES_BY_LOST_LABEL",
        "sum by (a, b) (x) / on(a) group_left() sum by (a) (y);",
        "sum by (a) (x) > on(a) sum(y);                       MATCHES_BY_LOST_LABEL",
        "sum by (a) (x) and on() sum(y);",
        "sum by (a) (x) or sum(y);",
        "x / sum by (a) (y);",
        // Each series by itself
        "rate(x{c=~'5..'}[5m]) / rate(x[5m]) > 0.1;           MATCHES_ITSELF",
        "rate(x{c=~'5..'}[5m]) / ignoring(c) rate(x[5m]) > 0.1;",
        "rate(x{c=~'5..'}[5m]) / rate(x[1m]) > 0.1;",
        "rate(x{c=~'5..'}[5m]) / rate(y[5m]) > 0.1;",
        "sum by (c) (rate(x{c=~'5..'}[5m])) / sum by (c) (rate(x[5m])) > 0.1; MATCHES_ITSELF",
        "sum by (i) (rate(x{c=~'5..'}[5m])) / sum by (i) (rate(x[5m])) > 0.1;",
        "sum by (c) (x{c!='a',d='b'}) / sum by (c) (x) > 0.1;",
        "x / x offset 1h > 2;",
        "x{c='a'} - 1 > x - 1;                                MATCHES_ITSELF",
        // Labels that are gone
        "sum by (b) (sum by (a) (x)) > 1;                     GROUPS_BY_LOST_LABEL",
        "sum by (a) (sum by (a, b) (x)) > 1;",
        "sum by (b) (label_replace(sum(x), 'b', 'c', '', '')) > 1;",
        "x * on(a) group_left(b) sum by (a) (y);              INCLUDES_LOST_LABEL",
        "x * on(a) group_left(b) sum by (a, b) (y);",
        // Histograms
        "histogram_quantile(0.9, sum by (a) (rate(x_bucket[5m]))) > 1; QUANTILE_WITHOUT_LE",
        "histogram_quantile(0.9, sum by (a, le) (rate(x_bucket[5m]))) > 1;",
        "histogram_quantile(0.9, sum by (a) (rate(x[5m]))) > 1;",
        "histogram_quantile(0.9, sum by (le) (x_bucket)) > 1; QUANTILE_OF_TOTALS",
        "histogram_quantile(0.9, x_bucket - x_bucket offset 5m) > 1;",
        "histogram_quantile(0.9, job:x_bucket:rate5m) > 1;",
        // Windows
        "rate(x[29s]) > 1;                                    RATE_WINDOW_SHORT",
        "rate(x[30s]) > 1;",
        "changes(x[20s]) > 1;",
        "deriv(x[1m:50s]) > 1;                                RATE_WINDOW_SHORT",
        "deriv(x[2m:50s]) > 1;",
        "rate(job:x:sum[20s]) > 1;",
        // Labels of an absence
        "absent(up{job=~'a|b'});                              ABSENT_LOSES_LABEL",
        "absent(up{job='a'});",
        "x > 0 or absent(up{job!='a'});                       ABSENT_LOSES_LABEL",
        "increase((x or 0 * absent(x{job=~'a'}))[15m:1m]) > 3;",
        // Counters as they stand
        "errors_total > 5;                                    RAW_COUNTER",
        "sum by (job) (errors_total) >= 1;                    RAW_COUNTER",
        "max_over_time(errors_total[5m]) > 0;                 RAW_COUNTER",
        "0 < errors_total;                                    RAW_COUNTER",
        "increase(errors_total[5m]) > 5;",
        "errors_total - errors_total offset 5m > 5;",
        "errors_total < 5;",
        "addresses_total > 5;",
        "job:errors_total > 5;",
        "errors_total > 5 and up == 1;",
        // Comparisons without a choice
        "vector(1);                                           ALWAYS_TRUE",
        "hour() > 5;",
        "count(up) >= 0;                                      ALWAYS_TRUE",
        "rate(x[5m]) > -1;                                    ALWAYS_TRUE",
        "count(up == 0) >= 0;",
        "sum(rate(x[5m]) == 0) >= 0;",
        "count(up) >= 1;",
        "x >= 0;",
        "delta(x[5m]) >= 0;",
        "rate(x[5m]) / rate(y[5m]) >= 0;",
        "count(up == 1) == 0;                                 NEVER_TRUE",
        "count by (job) (up) < 1;                             NEVER_TRUE",
        "1 > count(up);                                       NEVER_TRUE",
        "rate(x[5m]) < 0;                                     NEVER_TRUE",
        "count(up) < 2;",
        "(count(up == 1) or vector(0)) == 0;",
        "sum(up) == 0;",
        "rate(x[5m]) == 0;",
        "count_over_time(x[5m]) == 0;                         NEVER_TRUE",
        "-count(up) < 0;",
        // Equality of what was rounded
        "x / y == 0.3;                                        FLOAT_EQUALITY",
        "x / y == z;                                          FLOAT_EQUALITY",
        "x / y == 1;",
        "x / y > 0.3;",
        "x == 0.3;",
        "rate(x[5m]) == 2;                                    FLOAT_EQUALITY",
      })
  void findsMistakesInExpressionsAndNotInTheirNeighbours(String expr, Check expected)
      throws RuleFileException {
    List<Check> found =
        findings("", "expr: \"" + expr + "\"").stream().map(Finding::check).distinct().toList();
    assertThat(found).isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @Test
  void anAlertSaysHowBadItIsAndWhatToDo() throws RuleFileException {
    assertThat(lint("groups: [{name: g, rules: [{alert: A, expr: up == 0}]}]"))
        .extracting(Finding::check)
        .containsExactly(Check.NO_SEVERITY, Check.NO_RUNBOOK);
    assertThat(lint("groups: [{name: g, rules: [{record: a, expr: up == 0}]}]")).isEmpty();
  }

  @Test
  void theValueInALabelMakesANewAlertEachTime() throws RuleFileException {
    assertThat(findings("", "expr: x > 1", "labels: {severity: a, v: '{{ $value | humanize }}'}"))
        .extracting(Finding::check)
        .containsExactly(Check.VALUE_IN_LABEL);
    assertThat(
            findings(
                "",
                "expr: x > 1",
                "labels: {severity: '{{ if gt $value 5.0 }}error{{ else }}warning{{ end }}'}"))
        .isEmpty();
  }

  @Test
  void templatesShowOnlyLabelsThatElementsHave() throws RuleFileException {
    String shows = "labels: {severity: a, team: '{{ $labels.job }}'}";
    assertThat(findings("", "expr: sum by (instance) (x) > 1", shows))
        .singleElement()
        .hasToString(
            "r.yml:3:7: warning: group \"g\", alert \"A\": label \"team\" shows $labels.job, which"
                + " no element of the expression has: keep the label in the expression, or do not"
                + " show it [shows-lost-label]");
    assertThat(findings("", "expr: sum by (job) (x) > 1", shows)).isEmpty();
    assertThat(findings("", "expr: x > 1", "labels: {severity: a, b: '{{ $labels.severity }}'}"))
        .isEmpty();
    assertThat(
            findings("", "expr: sum(x) > 1", "labels: {severity: a, b: '{{ $labels.severity }}'}"))
        .singleElement()
        .extracting(Finding::fix)
        .isEqualTo("templates do not see what the rule itself sets: write it out");
  }

  @Test
  void absenceHasTheLabelsThatTheRuleSets() throws RuleFileException {
    assertThat(findings("", "expr: absent(up{job=~\"a|b\"})", "labels: {severity: a, job: ab}"))
        .isEmpty();
  }

  @Test
  void knowsWatchdogsBySeverityNone() throws RuleFileException {
    assertThat(findings("", "expr: vector(1)", "labels: {severity: none}")).isEmpty();
  }

  @Test
  void holdsDurationsAgainstTheIntervalOfTheGroup() throws RuleFileException {
    assertThat(findings("interval: 1m", "expr: x > 1", "for: 30s"))
        .extracting(Finding::check)
        .containsExactly(Check.FOR_UNDER_INTERVAL);
    assertThat(findings("interval: 1m", "expr: x > 1", "for: 1m")).isEmpty();
    assertThat(findings("", "expr: x > 1", "for: 1s")).isEmpty();
    assertThat(findings("interval: 2m", "expr: avg_over_time(x[1m]) > 1"))
        .extracting(Finding::check)
        .containsExactly(Check.WINDOW_UNDER_INTERVAL);
    assertThat(findings("interval: 1m", "expr: avg_over_time(x[1m]) > 1")).isEmpty();
  }

  @Test
  void theScrapeIntervalTellsHowLongAWindowMustBe() throws RuleFileException {
    RuleFile file =
        RuleFile.parse(
            "r.yml",
            "groups: [{name: g, rules: [{alert: A, expr: 'rate(x[1m]) > 1', labels: {severity: a},"
                + " annotations: {runbook_url: u}}]}]");
    assertThat(RuleLint.of(file, Duration.ofSeconds(30))).isEmpty();
    assertThat(RuleLint.of(file, Duration.ofSeconds(31)))
        .singleElement()
        .extracting(Finding::message)
        .isEqualTo("rate() needs two samples, and x[1m] may hold fewer with one every 31s");
  }

  /** What is found in an alert with a runbook, and with a severity unless it sets labels. */
  private static List<Finding> findings(String groupField, String... ruleFields)
      throws RuleFileException {
    boolean setsLabels = List.of(ruleFields).stream().anyMatch(field -> field.startsWith("labels"));
    StringBuilder text = new StringBuilder("groups:\n  - rules:\n    - alert: A\n");
    for (String field : ruleFields) {
      text.append("      ").append(field).append('\n');
    }
    text.append("      annotations: {runbook_url: u}\n");
    text.append(setsLabels ? "" : "      labels: {severity: a}\n");
    text.append("    name: g\n");
    text.append(groupField.isEmpty() ? "" : "    " + groupField + "\n");
    return lint(text.toString());
  }

  private static List<Finding> lint(String text) throws RuleFileException {
    return RuleLint.of(RuleFile.parse("r.yml", text), RuleLint.DEFAULT_SCRAPE_INTERVAL);
  }
}
