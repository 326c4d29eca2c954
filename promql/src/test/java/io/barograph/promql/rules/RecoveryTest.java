package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.rules.RunnableRules.RunnableRule;
import io.barograph.promql.vector.Leaf;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecoveryTest {
  private static final String OTHER_LABELS =
      " give both the same labels, as an alert recovers by an element of its own labels";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x > 5 | x < 3",
        "x{a='b'} > 5 | x{a='b'} < 3",
        "rate(x[5m]) > 5 | max_over_time(x[1h]) < 3",
        "x > 5 and x < 9 | abs(x) < 3",
        "sum by (job) (x) > 5 | sum by (job) (x) < 3",
        "sum by (job) (x) > 5 | max by (job) (rate(x[5m])) < 3",
        "sum by (job) (x) / sum by (job) (y) > 5 | sum by (job) (y) < 3",
        "sum(x) > 5 | sum(x) < 3 and sum(x) > 1",
        "x / y > 5 | x - y < 3",
        "x > on (job) group_left () y | y < on (job) group_right () x",
        "job:x:sum > 5 | job:x:sum < 3",
        "absent(x{job='a'}) | count by (job) (x{job='a'}) > 2",
      })
  void anExpressionOnTheSameSeriesThatGivesTheSameElementsFits(String expr, String recover)
      throws RuleFileException {
    Pack pack = pack("interval: 15s", expr, recover);

    assertThat(pack.problems()).isEmpty();
    Condition condition = pack.rule().condition();
    assertThat(
            condition instanceof Condition.OfSeries series
                ? series.recovery().isPresent()
                : ((Condition.OfPartitions) condition).plan().plan().hasRecovery())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x > 5 | y < 3 | it reads y, which the rule does not: use the selectors of the rule's expression",
        "x > 5 | x{a='b'} < 3 | it reads x{a=\"b\"}, which the rule does not: use the selectors of the rule's expression",
        "sum(x) > 5 | sum(x) < 3 and on () y | it reads y, which the rule does not: use the selectors of the rule's expression",
        "x > 5 | sum by (job) (x) < 3 | it must be decided on each series alone, as the rule is, but sum() folds many series into one: take that out",
        "x > 5 | vector(1) | it must be decided on each series alone, as the rule is, but vector() belongs to no series: take that out",
        "sum by (job) (x) > 5 | sum(x) < 3 | it takes together series that the rule keeps apart: the rule is split by {job}, this by {}; group and match by the labels by which the rule does",
        "sum by (job, host) (x) > 5 | sum by (job) (x) < 3 | it takes together series that the rule keeps apart: the rule is split by {host, job}, this by {job}; group and match by the labels by which the rule does",
        "sum by (job) (x) > 5 | sum by (job, host) (x) < 3 | its elements have the labels {host, job}, those of the rule {job}:",
        "sum(x) > 5 | x < 3 | its elements have the labels all but {}, those of the rule {}:",
        "ALERTS{alertname='B'} > 0 | ALERTS{alertname='B'} < 1 | the rule can read ALERTS, whose series end with the alerts that they show: leave recover out, and set keep_firing_for in the rule",
        "x > 5 | rate(x[5m] @ 0) < 1 | it must be decided on each series alone, as the rule is, but range selector x looks at a fixed time: take that out",
      })
  void anyOtherIsRefusedWithWhatToDo(String expr, String recover, String reason)
      throws RuleFileException {
    String whole = reason.endsWith(":") ? reason + OTHER_LABELS : reason;

    Pack pack = pack("interval: 15s", expr, recover);

    assertThat(pack.problems())
        .containsExactly(
            "barograph.yml:2:5: override 1, field \"recover\": cannot be used for alert \"A\" of"
                + " group \"g\" in rules.yml: "
                + whole);
    assertThat(pack.rules().recoverable()).isEmpty();
  }

  @Test
  void aLimitTakesItIntoTheOnePlaceOfAllElements() throws RuleFileException {
    Pack pack = pack("limit: 5", "x > 5", "x < 3");

    assertThat(pack.problems()).isEmpty();
    assertThat(((Condition.OfPartitions) pack.rule().condition()).plan().key().isEmpty()).isTrue();
  }

  @Test
  void aQueryOffsetDelaysBoth() throws RuleFileException {
    Condition.OfSeries condition =
        (Condition.OfSeries)
            pack("query_offset: 1m", "x > 5", "avg_over_time(x[10m]) < 3").rule().condition();

    assertThat(condition.expression().windowMillis()).isEqualTo(6 * 60_000);
    assertThat(condition.recovery().orElseThrow().windowMillis()).isEqualTo(11 * 60_000);
  }

  @Test
  void whatTheConditionFoldsIsNotSentTwice() throws RuleFileException {
    Condition same =
        pack("interval: 15s", "sum by (job) (x) > 5", "sum by (job) (x) < 3").rule().condition();
    Condition other =
        pack("interval: 15s", "sum by (job) (x) > 5", "max by (job) (x) < 3").rule().condition();

    assertThat(same.leaves()).hasSize(1);
    assertThat(other.leaves()).hasSize(2);
  }

  @Test
  void whatItReadsIsNoDataOfTheRule() throws RuleFileException {
    Condition condition =
        pack("interval: 15s", "sum by (job) (x) > 5", "max by (job) (rate(x[1m])) < 3")
            .rule()
            .condition();

    assertThat(((Condition.OfPartitions) condition).plan().plan().leaves())
        .extracting(Leaf::supportBit)
        .containsExactly(1L, 0L);
  }

  private record Pack(PackSettings settings, RunnableRules rules) {
    List<String> problems() {
      return settings.problems(List.of(rules)).stream().map(RuleFileError::toString).toList();
    }

    RunnableRule rule() {
      return rules.rules().get(0);
    }
  }

  private static Pack pack(String field, String expr, String recover) throws RuleFileException {
    RuleFile file =
        RuleFile.parse(
            "rules.yml",
            """
            groups:
              - name: recorded
                rules:
                  - {record: 'job:x:sum', expr: sum by (job) (x)}
              - name: g
                %s
                rules:
                  - alert: A
                    expr: %s
            """
                .formatted(field, expr));
    PackSettings settings =
        PackSettings.parse(
            "barograph.yml",
            """
            overrides:
              - match: {alert: A}
                recover: %s
            """
                .formatted(recover));
    RunnableRules rules =
        RunnableRules.of(
            file,
            new Recordings(List.of(file), Duration.ofMinutes(1)),
            settings,
            EvaluationOptions.DEFAULT);
    assertThat(rules.refused()).isEmpty();
    return new Pack(settings, rules);
  }
}
