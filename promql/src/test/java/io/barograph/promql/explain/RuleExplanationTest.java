package io.barograph.promql.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.plan.LabelNames;
import io.barograph.promql.plan.Traffic;
import io.barograph.promql.rules.Recordings;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.rules.RunnableRules;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleExplanationTest {
  @Test
  void aThresholdIsOneLeafAndHasNoPartitions() throws RuleFileException {
    RuleExplanation explained = explain("x > 0.9");

    assertThat(explained.partitions()).isEmpty();
    assertThat(explained.leaves())
        .singleElement()
        .extracting(leaf -> Printer.print(leaf.expr()))
        .isEqualTo("x > 0.9");
    assertThat(explained.place().line()).isEqualTo(5);
    assertThat(explained.interval()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aRatioIsTwoLeavesAndAPlanByPartitions() throws RuleFileException {
    RuleExplanation explained =
        explain("sum by (job) (rate(e{job='a'}[5m])) / sum by (job) (rate(r[5m])) > 0.05");

    assertThat(explained.leaves())
        .extracting(leaf -> Printer.print(leaf.expr()))
        .containsExactly("rate(e{job=\"a\"}[5m])", "rate(r[5m])");
    assertThat(explained.partitions())
        .hasValueSatisfying(
            plan -> {
              assertThat(plan.key()).isEqualTo(LabelNames.only(List.of("job")));
              assertThat(plan.labels().constants()).containsEntry("job", "a");
              assertThat(plan.traffic()).isEqualTo(Traffic.PARTIALS);
              assertThat(plan.silent()).isEmpty();
            });
  }

  @Test
  void anAbsenceNamesThePartitionThatSpeaksWithoutData() throws RuleFileException {
    assertThat(explain("absent(up{job='a'})").partitions())
        .hasValueSatisfying(
            plan -> assertThat(plan.silent()).containsExactly(Labels.of("job", "a")));
  }

  /* The figures of docs/benchmarks.md, from which the estimate is made. */
  @Test
  void theEstimateGivesTheMeasuredFiguresBack() throws RuleFileException {
    assertThat(explain("x > 0.9").cost().nanosPerTick()).isEqualTo(4.6);
    assertThat(explain("rate(x[5m])").cost().nanosPerTick()).isCloseTo(32, within(0.1));
    assertThat(explain("avg_over_time(x[5m])").cost().nanosPerTick()).isCloseTo(49, within(0.1));
  }

  @Test
  void theLongestWindowIsKept() throws RuleFileException {
    RuleCost cost = explain("rate(x[5m]) > 2 * rate(x[1h])").cost();
    assertThat(cost.samplesPerSeries()).isEqualTo(240);
    assertThat(cost.bytesPerSeries()).isEqualTo(240 * 16);
  }

  @Test
  void aSubqueryCostsItsStepsWhereverItStands() throws RuleFileException {
    double inner = 4.6;
    double perStep = (49 - 4.6) / 20;
    assertThat(explain("max_over_time(x[10m:1m])").cost().nanosPerTick())
        .isCloseTo(10 * (inner + perStep), within(0.1));
    // Above an aggregation the leaf is evaluated once a step, a tick being half of that.
    assertThat(explain("max_over_time(sum(x)[10m:1m])").cost().nanosPerTick())
        .isCloseTo(inner / 2, within(0.1));
  }

  @Test
  void timesMustBePositive() {
    assertThatThrownBy(() -> new SamplingTimes(Duration.ZERO, Duration.ofMinutes(1)))
        .hasMessage("scrapeInterval must be >= 1ms, was PT0S");
  }

  private static RuleExplanation explain(String expr) throws RuleFileException {
    RuleFile file =
        RuleFile.parse(
            "r.yml",
            """
            groups:
              - name: g
                interval: 30s
                rules:
                  - alert: A
                    expr: "%s"
            """
                .formatted(expr));
    RunnableRules runnable =
        RunnableRules.of(
            file,
            new Recordings(List.of(file), SamplingTimes.DEFAULT.evaluationInterval()),
            EvaluationOptions.DEFAULT);
    return RuleExplanation.of(
        runnable.rules().get(0), SamplingTimes.DEFAULT, EvaluationOptions.DEFAULT);
  }
}
