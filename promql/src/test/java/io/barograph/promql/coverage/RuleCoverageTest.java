package io.barograph.promql.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleCoverageTest {
  private static final String RULES =
      """
      groups:
        - name: g
          rules:
            - alert: Down
              expr: up{service="web"} == 0
            - alert: Ratio
              expr: sum(rate(errors_total[5m])) / sum(rate(requests_total[5m])) > 0.1
            - record: job:up:sum
              expr: sum by (job) (up)
            - alert: FewUp
              expr: job:up:sum < 2
            - alert: Any
              expr: '{__name__=~"disk_.+", strategy!=""} > 1'
            - alert: Idle
              expr: latency_seconds > 1
            - alert: Fixed
              expr: vector(1)
      """;

  @Test
  void tellsWhatHasNoRuleAndWhichRulesHaveNoMetric() throws RuleFileException {
    RuleCoverage coverage =
        coverage(
            Labels.of("__name__", "up"),
            Labels.of("__name__", "errors_total"),
            Labels.of("__name__", "disk_used"),
            Labels.of("__name__", "memory_used"));

    assertThat(coverage.metrics()).isEqualTo(new RuleCoverage.Watched(4, List.of("memory_used")));
    assertThat(coverage.metrics().count()).isEqualTo(3);
    assertThat(coverage.services().total()).isZero();
    assertThat(coverage.rules()).isEqualTo(7);
    assertThat(coverage.idleRules()).containsExactly("r.yml:14:9: alert \"Idle\"");
  }

  @Test
  void labelsCountWhereASeriesHasThem() throws RuleFileException {
    RuleCoverage coverage =
        coverage(
            Labels.of("__name__", "latency_seconds", "service", "web"),
            Labels.of("__name__", "disk_used", "service", "store"),
            Labels.of("__name__", "disk_used", "service", "desk", "strategy", "arbitrage"),
            Labels.of("__name__", "pnl", "service", "desk", "strategy", "momentum"));

    assertThat(coverage.metrics().without()).containsExactly("pnl");
    assertThat(coverage.services()).isEqualTo(new RuleCoverage.Watched(3, List.of("store")));
    assertThat(coverage.strategies()).isEqualTo(new RuleCoverage.Watched(2, List.of("momentum")));
  }

  @Test
  void aRuleIsIdleIfItsLabelsExcludeTheSeries() throws RuleFileException {
    assertThat(coverage(Labels.of("__name__", "disk_used", "service", "store")).idleRules())
        .contains("r.yml:12:9: alert \"Any\"");
    assertThat(coverage(Labels.of("__name__", "disk_used")).idleRules())
        .doesNotContain("r.yml:12:9: alert \"Any\"");
  }

  private static RuleCoverage coverage(Labels... series) throws RuleFileException {
    return RuleCoverage.of(
        List.of(RuleFile.parse("r.yml", RULES)), List.of(series), Optional.empty());
  }
}
