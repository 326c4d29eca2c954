package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.plan.LabelNames;
import io.barograph.promql.plan.PartitionPlan;
import io.barograph.promql.vector.Leaf;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // Nothing but the evaluation at the reader's tick, or at the last tick before.
        "0s; 0; 0s; m; 60000",
        "20s; 0; 0s; m; 60000",
        "20s; 0; 20s; m; 60000",
        // The reader looks back 10 s further than what is written at its tick lies.
        "20s; 0; 30s; m; 70000",
        "20s; 0; 0s; m offset 1m; 100000",
        // Where later evaluations may fail, all of the look-back.
        "0s; 3; 0s; m; 300000",
        "20s; 3; 0s; m; 280000",
        // The samples of a range, and no other.
        "0s; 0; 0s; max_over_time(m[10m]); 600000",
        "20s; 0; 0s; max_over_time(m[10m]); 580000",
        "20s; 3; 30s; max_over_time(m[10m]); 610000",
        "20s; 0; 0s; max_over_time(m[10s]); 60000",
      })
  void keepsWhatItsReadersCanSee(
      String queryOffset, int limit, String readersOffset, String expr, long reachMillis)
      throws Exception {
    PartitionPlan plan =
        plan(
            """
            groups:
            - name: recordings
              query_offset: %s
              limit: %d
              rules: [{record: m, expr: 'up * 2'}]
            - name: readers
              query_offset: %s
              rules: [{alert: Reader, expr: '%s'}]
            """
                .formatted(queryOffset, limit, readersOffset, expr));

    Leaf leaf = plan.plan().leaves().get(0);
    long delay = Duration.parse("PT" + queryOffset).toMillis();
    assertThat(leaf.place().stepMillis()).isEqualTo(60_000);
    assertThat(leaf.place().reachMillis()).isEqualTo(reachMillis);
    assertThat(leaf.expression().windowMillis()).isEqualTo(300_000 + delay);
  }

  @Test
  void aLimitCountsInOnePlace() throws Exception {
    String text =
        """
        groups:
        - {name: a, limit: %d, rules: [{record: m, expr: sum by (job) (x / y)}]}
        - {name: b, rules: [{alert: A, expr: m > 1}]}
        """;

    assertThat(plan(text.formatted(0)).key()).isEqualTo(LabelNames.only(List.of("job")));
    assertThat(plan(text.formatted(9)).key()).isEqualTo(LabelNames.NONE);
    assertThat(plan(text.formatted(9)).levels()).isEqualTo(2);
  }

  @Test
  void whatIsSeenLaterIsNoPieceAtTheStepsOfASubquery() throws Exception {
    String text =
        """
        groups:
        - {name: a, query_offset: %s, rules: [{record: m, expr: x / y}]}
        - {name: b, rules: [{alert: A, expr: '%s'}]}
        """;

    assertThat(plan(text.formatted("0s", "max_over_time(sum(m)[5m:])")).levels()).isEqualTo(2);
    assertThat(plan(text.formatted("30s", "max_over_time(sum(m)[5m:])")).levels()).isEqualTo(1);
    assertThat(plan(text.formatted("30s", "sum(m)")).levels()).isEqualTo(2);
  }

  @Test
  void aRangeOfSamplesThatLieOnTwoGridsIsRefused() throws Exception {
    String text =
        """
        groups:
        - {name: a, interval: 30s, query_offset: 10s, rules: [{record: m, expr: up}]}
        - {name: b, interval: 30s, query_offset: %s, rules: [{record: m, expr: down}]}
        - {name: c, rules: [{alert: A, expr: 'max_over_time(m[5m]) > 1'}]}
        """;

    assertThat(runnable(text.formatted("40s")).refused()).isEmpty();
    assertThat(runnable(text.formatted("25s")).refused())
        .extracting(RuleFileError::toString)
        .containsExactly(
            "rules.yml:4:21: group \"c\", alert \"A\", field \"expr\": a range of \"m\" needs"
                + " recording rules whose query_offsets differ by whole intervals, group \"a\" in"
                + " rules.yml has 10s and group \"b\" in rules.yml 25s: give them the same");
  }

  /** That of the last rule. */
  private static PartitionPlan plan(String text) throws Exception {
    RunnableRules rules = runnable(text);
    assertThat(rules.refused()).isEmpty();
    Condition last = rules.rules().get(rules.rules().size() - 1).condition();
    return ((Condition.OfPartitions) last).plan();
  }

  private static RunnableRules runnable(String text) throws Exception {
    RuleFile file = RuleFile.parse("rules.yml", text);
    return RunnableRules.of(
        file, new Recordings(List.of(file), Duration.ofMinutes(1)), EvaluationOptions.DEFAULT);
  }
}
