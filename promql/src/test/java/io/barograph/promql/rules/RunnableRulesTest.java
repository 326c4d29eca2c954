package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.plan.LabelNames;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunnableRulesTest {
  @Test
  void oneSeriesIsNotEnoughForLabelsThatRestOnTheValue() throws Exception {
    RuleFile file =
        RuleFile.parse(
            "rules.yml",
            """
            groups:
              - name: g
                rules:
                  - {alert: Plain, expr: up == 0, labels: {severity: '{{ $labels.tier }}'}}
                  - {alert: Level, expr: up == 0, labels: {level: '{{ $value }}'}}
            """);
    List<RunnableRules.RunnableRule> rules =
        RunnableRules.of(
                file,
                new Recordings(List.of(file), Duration.ofMinutes(1)),
                EvaluationOptions.DEFAULT)
            .rules();

    assertThat(rules.get(0).condition()).isInstanceOf(Condition.OfSeries.class);
    assertThat(rules.get(1).condition())
        .isInstanceOfSatisfying(
            Condition.OfPartitions.class,
            partitions ->
                assertThat(partitions.plan().key())
                    .isEqualTo(LabelNames.ALL.minus(List.of("__name__", "alertname", "level"))));
  }

  @Test
  void takesWhatDecidesOnOneSeriesAndSaysWhereTheRestStandsAndWhyItIsNot() throws Exception {
    RuleFile file =
        RuleFile.parse(
            "rules.yml",
            """
            groups:
              - name: g
                rules:
                  - alert: Down
                    expr: up == 0
                    labels: {severity: '{{ $labels.tier }}'}
                    annotations: {summary: '{{ $value }}'}
                  - alert: HalfDown
                    expr: up @ 0 < 0.5

                  - record: job:up:sum
                    expr: sum by (job) (up)
              - name: h
                rules:
                  - alert: Asks
                    expr: up == 0
                    annotations: {summary: '{{ query "up" }}', description: '{{ query "up" }}'}
            """);
    RunnableRules runnable =
        RunnableRules.of(
            file, new Recordings(List.of(file), Duration.ofMinutes(1)), EvaluationOptions.DEFAULT);

    assertThat(runnable.rules())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.group().name()).isEqualTo("g");
              assertThat(rule.rule().name()).isEqualTo("Down");
              assertThat(rule.labels()).containsOnlyKeys("severity");
              assertThat(rule.annotations()).containsOnlyKeys("summary");
            });
    assertThat(runnable.refused())
        .extracting(RuleFileError::toString)
        .containsExactlyInAnyOrder(
            "rules.yml:8:9: group \"g\", alert \"HalfDown\", field \"expr\": selector up looks at a"
                + " fixed time",
            "rules.yml:15:9: group \"h\", alert \"Asks\", field \"annotations\": \"summary\" calls"
                + " query, which is not supported in templates: use $value",
            "rules.yml:15:9: group \"h\", alert \"Asks\", field \"annotations\": \"description\""
                + " calls query, which is not supported in templates: use $value");
  }
}
