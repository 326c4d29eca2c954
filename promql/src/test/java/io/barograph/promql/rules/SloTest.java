package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.testlang.RuleTestFile;
import io.barograph.promql.testlang.RuleTestRunner;
import io.barograph.promql.testlang.TestOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objectives in {@code barograph.yml} and the rules that they make. */
class SloTest {
  private static final String ORDERS =
      """
      slo:
        - name: orders
          objective: 99.9
          total: orders_total{job="api"}
          errors: orders_total{job="api",code=~"5.."}
          by: [region]
          labels: {team: desk}
      """;

  @TempDir Path folder;

  @Test
  void anObjectiveMakesFourAlertsAndTwoRecordings() throws Exception {
    RuleFile made = PackSettings.parse("barograph.yml", ORDERS).madeRules().orElseThrow();

    assertThat(made.name()).isEqualTo("barograph.yml");
    assertThat(made.groups())
        .extracting(group -> group.name() + " " + group.interval().orElse(Duration.ZERO))
        .containsExactly("slo/orders PT0S", "slo/orders/slow PT5M");
    assertThat(made.groups().get(0).rules())
        .extracting(Rule::query)
        .containsExactly(query("1h", "0.0144", "5m"), query("6h", "0.006", "30m"));
    assertThat(made.groups().get(1).rules())
        .extracting(Rule::name)
        .containsExactly(
            "SloErrorBudgetBurn",
            "SloErrorBudgetBurn",
            "slo:availability:ratio",
            "slo:error_budget_remaining:ratio");
    AlertingRule page = (AlertingRule) made.groups().get(0).rules().get(0);
    assertThat(page.labels())
        .containsEntry("severity", "critical")
        .containsEntry("team", "desk")
        .containsEntry("slo", "orders")
        .containsEntry("window", "1h");
    assertThat(page.annotations().get("summary"))
        .isEqualTo("orders burns its error budget 14.4 times as fast as it may");
    assertThat(page.annotations().get("description"))
        .endsWith("the objective of 99.9 % over 30d allows 0.1 %.");
  }

  @Test
  void whatCannotFireIsLeftOut() throws Exception {
    RuleFile made =
        PackSettings.parse(
                "barograph.yml",
                "slo: [{name: a, objective: 80, window: 7d, total: all, good: well}]")
            .madeRules()
            .orElseThrow();

    assertThat(made.groups()).extracting(RuleGroup::name).containsExactly("slo/a/slow");
    assertThat(made.groups().get(0).rules()).hasSize(4);
    assertThat(made.groups().get(0).rules().get(2).query())
        .isEqualTo(
            "1 - (1 - (sum_over_time(sum (rate(well[5m]))[1w:5m]) or 0 *"
                + " sum_over_time(sum (rate(all[5m]))[1w:5m])) /"
                + " (sum_over_time(sum (rate(all[5m]))[1w:5m]) > 0))");
  }

  @Test
  void aJobTakesThemAsIfTheyStoodInAFileOfThePack() {
    PackSet set =
        PackSet.of(
            List.of(
                new PackText(
                    "desk",
                    "",
                    List.of(new PackText.File("desk/a.yml", "groups: []")),
                    Optional.of(
                        new PackText.File(
                            "desk/barograph.yml",
                            ORDERS
                                + "overrides: [{match: {matchers: ['slo=\"orders\"']},"
                                + " priority: P1}]")))),
            Duration.ofMinutes(1),
            EvaluationOptions.DEFAULT);

    assertThat(set.problems()).isEmpty();
    List<RunnableRules> files = set.pack("desk").orElseThrow().files();
    assertThat(files).hasSize(2);
    assertThat(files.get(1).rules())
        .hasSize(4)
        .allSatisfy(rule -> assertThat(rule.settings().priority()).isPresent());
  }

  @Test
  void burnsFastAndSlowAreToldAndTheBudgetIsCounted() throws Exception {
    Files.writeString(folder.resolve("barograph.yml"), ORDERS);
    Path tests = folder.resolve("slo_test.yml");
    Files.writeString(
        tests,
        """
        rule_files: [barograph.yml]
        evaluation_interval: 5m
        tests:
          - name: two percent of orders fail
            interval: 1m
            input_series:
              - {series: 'orders_total{job="api",region="eu",code="200"}', values: '0+98x500'}
              - {series: 'orders_total{job="api",region="eu",code="503"}', values: '0+2x500'}
              - {series: 'orders_total{job="api",region="us",code="200"}', values: '0+98x500'}
              - {series: 'orders_total{job="web",region="us",code="500"}', values: '0+98x500'}
            alert_rule_test:
              - eval_time: 70m
                alertname: SloErrorBudgetBurn
                exp_alerts:
                  - exp_labels: {severity: critical, team: desk, slo: orders, window: 1h, region: eu}
                    exp_annotations:
                      summary: orders burns its error budget 14.4 times as fast as it may
                      description: 2% of events failed in the last 1h, and it goes on; the objective of 99.9 % over 30d allows 0.1 %.
                      summary_zh: orders 的错误预算消耗速度为允许值的 14.4 倍
                      description_zh: 过去 1h 内有 2% 的事件失败且仍在持续；目标 99.9 %（窗口 30d）仅允许 0.1 %。
                      runbook_url: docs/runbooks/SloErrorBudgetBurn.md
                  - exp_labels: {severity: critical, team: desk, slo: orders, window: 6h, region: eu}
                    exp_annotations:
                      summary: orders burns its error budget 6 times as fast as it may
                      description: 2% of events failed in the last 6h, and it goes on; the objective of 99.9 % over 30d allows 0.1 %.
                      summary_zh: orders 的错误预算消耗速度为允许值的 6 倍
                      description_zh: 过去 6h 内有 2% 的事件失败且仍在持续；目标 99.9 %（窗口 30d）仅允许 0.1 %。
                      runbook_url: docs/runbooks/SloErrorBudgetBurn.md
                  - exp_labels: {severity: warning, team: desk, slo: orders, window: 1d, region: eu}
                    exp_annotations:
                      summary: orders burns its error budget 3 times as fast as it may
                      description: 2% of events failed in the last 1d, and it goes on; the objective of 99.9 % over 30d allows 0.1 %.
                      summary_zh: orders 的错误预算消耗速度为允许值的 3 倍
                      description_zh: 过去 1d 内有 2% 的事件失败且仍在持续；目标 99.9 %（窗口 30d）仅允许 0.1 %。
                      runbook_url: docs/runbooks/SloErrorBudgetBurn.md
                  - exp_labels: {severity: warning, team: desk, slo: orders, window: 3d, region: eu}
                    exp_annotations:
                      summary: orders burns its error budget 1 times as fast as it may
                      description: 2% of events failed in the last 3d, and it goes on; the objective of 99.9 % over 30d allows 0.1 %.
                      summary_zh: orders 的错误预算消耗速度为允许值的 1 倍
                      description_zh: 过去 3d 内有 2% 的事件失败且仍在持续；目标 99.9 %（窗口 30d）仅允许 0.1 %。
                      runbook_url: docs/runbooks/SloErrorBudgetBurn.md
            promql_expr_test:
              - expr: round(slo:availability:ratio, 0.0001)
                eval_time: 70m
                exp_samples:
                  - {labels: '{slo="orders",region="eu"}', value: 0.98}
                  - {labels: '{slo="orders",region="us"}', value: 1}
              - expr: round(slo:error_budget_remaining:ratio, 0.1)
                eval_time: 70m
                exp_samples:
                  - {labels: '{slo="orders",region="eu"}', value: -19}
                  - {labels: '{slo="orders",region="us"}', value: 1}
          - name: a short burst that is over pages nobody and is a ticket of what it cost
            interval: 1m
            input_series:
              - {series: 'orders_total{job="api",region="eu",code="200"}', values: '0+100x600'}
              - {series: 'orders_total{job="api",region="eu",code="503"}', values: '0x400 20+20x5 120x200'}
            alert_rule_test:
              - eval_time: 430m
                alertname: SloErrorBudgetBurn
                exp_alerts:
                  - exp_labels: {severity: warning, team: desk, slo: orders, window: 3d, region: eu}
                    exp_annotations:
                      summary: orders burns its error budget 1 times as fast as it may
                      description: 0.232% of events failed in the last 3d, and it goes on; the objective of 99.9 % over 30d allows 0.1 %.
                      summary_zh: orders 的错误预算消耗速度为允许值的 1 倍
                      description_zh: 过去 3d 内有 0.232% 的事件失败且仍在持续；目标 99.9 %（窗口 30d）仅允许 0.1 %。
                      runbook_url: docs/runbooks/SloErrorBudgetBurn.md
        """);

    List<TestOutcome> outcomes = RuleTestRunner.run(RuleTestFile.read(tests));

    assertThat(outcomes).hasSize(4);
    assertThat(outcomes).allSatisfy(one -> assertThat(one.toString()).contains("PASSED"));
  }

  @Test
  void withACalendarOnlyWhatHappensInSessionsCounts() throws Exception {
    Files.writeString(
        folder.resolve("barograph.yml"),
        "slo: [{name: a, objective: 99, calendar: XNYS, total: all_total, errors: bad_total}]");
    Path tests = folder.resolve("slo_test.yml");
    Files.writeString(
        tests,
        """
        rule_files: [barograph.yml]
        evaluation_interval: 5m
        tests:
          - name: half of all events fail up to the open
            interval: 1m
            input_series: &session
              - {series: 'barograph_session_open{venue="a",calendar="XNYS"}', values: '0x59 1x119 0x120'}
              - {series: 'barograph_session_open{venue="b",calendar="XLON"}', values: '1x300'}
              - {series: all_total, values: '0+100x300'}
              - {series: bad_total, values: '0+50x60 3000x240'}
            promql_expr_test:
              - expr: count(ALERTS)
                eval_time: 1h
              - expr: count(ALERTS)
                eval_time: 70m
              - expr: round(slo:availability:ratio, 0.0001)
                eval_time: 2h
                exp_samples: [{labels: '{slo="a"}', value: 1}]
          - name: half of all events fail from the open to the close
            interval: 1m
            input_series:
              - {series: 'barograph_session_open{venue="a",calendar="XNYS"}', values: '0x59 1x119 0x120'}
              - {series: all_total, values: '0+100x300'}
              - {series: bad_total, values: '0x60 50+50x119 6000x120'}
            promql_expr_test:
              - expr: count(ALERTS)
                eval_time: 1h
              - expr: count by (severity) (ALERTS)
                eval_time: 70m
                exp_samples:
                  - {labels: '{severity="critical"}', value: 2}
                  - {labels: '{severity="warning"}', value: 2}
              - expr: count by (severity) (ALERTS)
                eval_time: 215m
                exp_samples: [{labels: '{severity="warning"}', value: 2}]
              - expr: round(slo:availability:ratio, 0.0001)
                eval_time: 5h
                exp_samples: [{labels: '{slo="a"}', value: 0.5}]
        """);

    assertThat(RuleTestRunner.run(RuleTestFile.read(tests)))
        .hasSize(7)
        .allSatisfy(one -> assertThat(one.toString()).contains("PASSED"));
  }

  @Test
  void saysEverythingThatIsWrongWithItsPlace() {
    String text =
        """
        slo:
          - {name: a b, objective: 100, window: 1d, total: x, errors: 'rate(x[5m])'}
          - {name: a, objective: most, window: soon, total: 'x[5m]', errors: y, good: z}
          - {name: a, objective: 99, total: 'x offset 5m', errors: '{job="a"}', calendar: NYSE}
          - {objective: 99, total: 'x{', good: y, by: ['a b'], labels: {__name__: x}, sum: 1}
          - {name: b, objective: 99, total: x, errors: y}
          - {name: b, objective: 99, total: x, errors: y}
          - 99
        """;

    assertThatThrownBy(() -> PackSettings.parse("barograph.yml", text))
        .hasMessage(
            """
            barograph.yml:2:12: objective 1, field "name": must be of letters, digits, _, . and -, was "a b"
            barograph.yml:2:28: objective 1, field "objective": must be in percent, above 0 and below 100, as 99.9, was "100"
            barograph.yml:2:41: objective 1, field "window": must be from 3d to 90d, was 1d
            barograph.yml:2:63: objective 1, field "errors": must select a counter by its name, without range, offset or function, was rate(x[5m]): windows and rate are added
            barograph.yml:3:26: objective 2, field "objective": must be in percent, above 0 and below 100, as 99.9, was "most"
            barograph.yml:3:40: objective 2, field "window": not a valid duration string: "soon": write it like 90s, 5m or 1h30m
            barograph.yml:3:53: objective 2, field "total": must select a counter by its name, without range, offset or function, was x[5m]: windows and rate are added
            barograph.yml:3:5: objective 2, field "errors": must be set, or good in its place, and not both
            barograph.yml:4:83: objective 3, field "calendar": must be one of XNYS, XNAS, XLON, XHKG, XSHG, XSHE, XTKS, CME, 24x7, 24x5, was "NYSE"
            barograph.yml:4:37: objective 3, field "total": must select a counter by its name, without range, offset or function, was x offset 5m: windows and rate are added
            barograph.yml:4:60: objective 3, field "errors": must select a counter by its name, without range, offset or function, was {job="a"}: windows and rate are added
            barograph.yml:5:79: objective 4, field "sum": is unknown in an objective: remove it, or use one of name, objective, window, calendar, total, errors, good, by, labels
            barograph.yml:5:5: objective 4, field "name": must be set: name the objective, as orders-availability
            barograph.yml:5:28: objective 4, field "total": could not parse expression: 1:3: parse error: unexpected end of input inside braces
            barograph.yml:5:48: objective 4, field "by": must be a list of label names, as [service]
            barograph.yml:5:65: objective 4, field "labels": invalid label name: "__name__"
            barograph.yml:7:5: objective 6, field "name": stands twice: give each objective its own
            barograph.yml:8:5: objective 7: an objective must be a mapping of fields to values\
            """);
  }

  private static String query(String over, String limit, String recent) {
    return "%1$s > %2$s and %3$s > %2$s".formatted(ratio(over), limit, ratio(recent));
  }

  private static String ratio(String window) {
    String errors =
        "sum by (region) (rate(orders_total{job=\"api\",code=~\"5..\"}[%s]))".formatted(window);
    String total = "sum by (region) (rate(orders_total{job=\"api\"}[%s]))".formatted(window);
    return "((%s or 0 * %s) / (%s > 0))".formatted(errors, total, total);
  }
}
