package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.testlang.RuleTestFile;
import io.barograph.promql.testlang.RuleTestRunner;
import io.barograph.promql.testlang.TestOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health scores in {@code barograph.yml} and the rules that they make. */
class HealthCheckTest {
  private static final String EXCHANGE =
      """
      checks:
        health:
          - name: exchange
            by: [venue]
            parts:
              - {name: reachable, weight: 3, expr: probe_success}
              - {name: feed, weight: 1.5, expr: 1 - feed_silent, missing: skip}
              - {name: orders, weight: 0.5, expr: order_success, missing: 0}
      """;

  @TempDir Path folder;

  @Test
  void aCheckMakesARecordingOfEachPartAndOneOfTheScore() throws Exception {
    RuleFile made = PackSettings.parse("barograph.yml", EXCHANGE).madeRules().orElseThrow();

    assertThat(made.groups()).extracting(RuleGroup::name).containsExactly("health/exchange");
    List<Rule> rules = made.groups().get(0).rules();
    assertThat(rules)
        .extracting(Rule::name)
        .containsExactly(
            "barograph_health_part",
            "barograph_health_part",
            "barograph_health_part",
            "barograph_health_score");
    assertThat(rules.get(1).labels())
        .containsOnly(Map.entry("check", "exchange"), Map.entry("part", "feed"));
    assertThat(rules.get(1).query())
        .isEqualTo("avg by (venue) (clamp(1 - feed_silent, 0, 1) >= 0)");
    assertThat(rules.get(3).labels()).containsOnly(Map.entry("check", "exchange"));
    assertThat(rules.get(3).query())
        .isEqualTo(
            "sum by (venue) (3 * barograph_health_part{check=\"exchange\",part=\"reachable\"}"
                + " or 1.5 * barograph_health_part{check=\"exchange\",part=\"feed\"}"
                + " or 0.5 * barograph_health_part{check=\"exchange\",part=\"orders\"})"
                + " / (sum by (venue)"
                + " (0 * barograph_health_part{check=\"exchange\",part=\"reachable\"} + 3"
                + " or 0 * barograph_health_part{check=\"exchange\",part=\"feed\"} + 1.5"
                + " or 0 * barograph_health_part{check=\"exchange\",part=\"orders\"}) + 0.5)");
    assertThat(made.groups().get(0).places())
        .containsExactly(
            new RulePlace(6, 11), new RulePlace(7, 11), new RulePlace(8, 11), new RulePlace(3, 7));
  }

  @Test
  void theScoreIsTheWeightedMeanOfWhatIsThere() throws Exception {
    Files.writeString(folder.resolve("barograph.yml"), EXCHANGE + ALL);
    Path tests = folder.resolve("health_test.yml");
    Files.writeString(
        tests,
        """
        rule_files: [barograph.yml]
        evaluation_interval: 1m
        tests:
          - interval: 1m
            input_series:
              - {series: 'probe_success{venue="A", instance="1"}', values: '1x5'}
              - {series: 'probe_success{venue="A", instance="2"}', values: '0x5'}
              - {series: 'feed_silent{venue="A"}', values: '0x5'}
              - {series: 'order_success{venue="A"}', values: '7x5'}
              - {series: 'probe_success{venue="B"}', values: '1x5'}
              - {series: 'order_success{venue="B"}', values: 'NaNx5'}
              - {series: 'feed_silent{venue="C"}', values: '1 1 1 stale'}
            promql_expr_test:
              - expr: barograph_health_part{check="exchange"}
                eval_time: 2m
                exp_samples:
                  - {labels: 'barograph_health_part{check="exchange",part="reachable",venue="A"}', value: 0.5}
                  - {labels: 'barograph_health_part{check="exchange",part="feed",venue="A"}', value: 1}
                  - {labels: 'barograph_health_part{check="exchange",part="orders",venue="A"}', value: 1}
                  - {labels: 'barograph_health_part{check="exchange",part="reachable",venue="B"}', value: 1}
                  - {labels: 'barograph_health_part{check="exchange",part="feed",venue="C"}', value: 0}
              - expr: barograph_health_score{check="exchange"}
                eval_time: 2m
                exp_samples:
                  # (3 * 0.5 + 1.5 * 1 + 0.5 * 1) / 5
                  - {labels: 'barograph_health_score{check="exchange",venue="A"}', value: 0.7}
                  # 3 * 1 / (3 + 0.5): feed is skipped, orders are 0
                  - {labels: 'barograph_health_score{check="exchange",venue="B"}', value: 0.8571428571428571}
                  - {labels: 'barograph_health_score{check="exchange",venue="C"}', value: 0}
              - expr: barograph_health_score{check="all"}
                eval_time: 2m
                exp_samples:
                  - {labels: 'barograph_health_score{check="all"}', value: 0.6666666666666666}
              - expr: barograph_health_score{venue="C"}
                eval_time: 4m
                exp_samples: []
        """);

    List<TestOutcome> outcomes = RuleTestRunner.run(RuleTestFile.read(tests));

    assertThat(outcomes).hasSize(4);
    assertThat(outcomes).allSatisfy(one -> assertThat(one.toString()).contains("PASSED"));
  }

  private static final String ALL =
      """
          - name: all
            parts:
              - {name: reachable, weight: 1, expr: probe_success}
      """;

  @Test
  void aJobReadsTheScoreOfOneCheckWithoutTheOthers() {
    PackText.File alerts =
        new PackText.File(
            "desk/a.yml",
            """
            groups:
              - name: a
                rules:
                  - {alert: Low, expr: 'barograph_health_score{check="exchange"} < 0.8'}
            """);
    PackSet set =
        PackSet.of(
            List.of(
                new PackText(
                    "desk",
                    "",
                    List.of(alerts),
                    Optional.of(new PackText.File("desk/barograph.yml", EXCHANGE + ALL)))),
            Duration.ofMinutes(1),
            EvaluationOptions.DEFAULT);

    assertThat(set.problems()).isEmpty();
    assertThat(set.pack("desk").orElseThrow().files().get(0).rules()).hasSize(1);
    assertThat(RuleFields.placeOf(set.pack("desk").orElseThrow().files().get(0).rules().get(0)))
        .as("the check of all has one place, that of exchanges one for each venue")
        .isEqualTo("by {venue}");
  }

  @Test
  void saysEverythingThatIsWrongWithItsPlace() {
    String text =
        """
        checks:
          health:
            - {name: a b, parts: []}
            - {by: ['x y', part], parts: [{name: p, weight: 0, expr: up}]}
            - name: c
              total: 1
              parts:
                - {name: p, weight: most, expr: 'up{'}
                - {name: p, expr: 1, missing: 1}
                - {weight: 1, expr: 'up[5m]'}
                - {name: q, weight: 1}
                - {name: r, weight: 1, expr: up}
                - {name: r, weight: 1, expr: up}
                - 99
            - {name: d, parts: [{name: p, weight: 1, expr: up}]}
            - {name: d, parts: [{name: p, weight: 1, expr: up}]}
            - 99
          wealth: []
        """;

    assertThatThrownBy(() -> PackSettings.parse("barograph.yml", text))
        .hasMessage(
            """
            barograph.yml:18:3: field "wealth": is unknown in checks: remove it, or use one of health
            barograph.yml:3:14: health check 1, field "name": must be of letters, digits, _, . and -, was "a b"
            barograph.yml:3:26: health check 1, field "parts": must be a list of 1 to 16 parts, were 0: give each a name, weight and expr
            barograph.yml:4:7: health check 2, field "name": must be set: name what is healthy or not, as exchange
            barograph.yml:4:13: health check 2, field "by": must be a list of label names, as [service]
            barograph.yml:4:12: health check 2, field "by": must not name part, which the rules set: rename the label in expr
            barograph.yml:4:53: health check 2, field "weight": must be a number from 0.000001 to 1000000, as 2, was "0"
            barograph.yml:6:7: health check 3, field "total": is unknown in a health check: remove it, or use one of name, by, parts
            barograph.yml:8:29: health check 3, field "weight": must be a number from 0.000001 to 1000000, as 2, was "most"
            barograph.yml:8:41: health check 3, field "expr": could not parse expression: 1:4: parse error: unexpected end of input inside braces
            barograph.yml:9:11: health check 3, field "weight": must be a number from 0.000001 to 1000000, as 2, was ""
            barograph.yml:9:27: health check 3, field "expr": must give an instant vector, this gives a scalar: select or compute series of 0 to 1
            barograph.yml:9:39: health check 3, field "missing": must be 0 or skip, was "1"
            barograph.yml:10:11: health check 3, field "name": must be set: name what the part says, as reachable
            barograph.yml:10:29: health check 3, field "expr": must give an instant vector, this gives a range vector: select or compute series of 0 to 1
            barograph.yml:11:11: health check 3, field "expr": must be set: an expression that gives 0 to 1, as probe_success
            barograph.yml:13:11: health check 3, field "name": stands twice in the check: give each part its own
            barograph.yml:14:11: health check 3: a part must be a mapping of fields to values
            barograph.yml:16:7: health check 5, field "name": stands twice: give each health check its own
            barograph.yml:17:7: health check 6: a health check must be a mapping of fields to values\
            """);
    assertThatThrownBy(() -> PackSettings.parse("barograph.yml", "checks: []"))
        .hasMessage("barograph.yml:1:9: checks must be a mapping of fields to values");
  }
}
