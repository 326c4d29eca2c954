package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.alert.Priority;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.parse.Durations;
import io.barograph.promql.rules.Rule.AlertingRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackSettingsTest {
  private static final String RULES =
      """
      groups:
        - name: desk
          labels: {team: trading}
          rules:
            - {alert: Drawdown, expr: equity_drawdown > 0.1, labels: {severity: critical}}
            - {alert: Quiet, expr: quotes_age > 5, labels: {severity: warning, team: data}}
            - {alert: Templated, expr: quotes_gap > 5, labels: {severity: "{{ $labels.tier }}"}}
        - name: other
          rules:
            - {alert: Drawdown, expr: other_drawdown > 0.1, labels: {severity: warning}}
      """;

  private static final String ON_ARRIVAL = "overrides: [{match: {alert: A}, evaluate: on-arrival}]";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{group: desk}                                      | desk/Drawdown desk/Quiet"
            + " desk/Templated",
        "{alert: Drawdown}                                  | desk/Drawdown other/Drawdown",
        "{group: desk, alert: Drawdown}                     | desk/Drawdown",
        "{matchers: ['severity=\"warning\"']}               | desk/Quiet other/Drawdown",
        "{matchers: ['severity!=\"warning\"']}              | desk/Drawdown",
        "{matchers: ['team=\"trading\"']}                   | desk/Drawdown desk/Templated",
        "{matchers: ['team=\"\"']}                          | other/Drawdown",
        "{matchers: ['severity=~\"w.*\"', 'team!~\"d.*\"']} | other/Drawdown",
      })
  void anOverrideCoversTheRulesThatPassAllOfItsMatch(String match, String covered)
      throws RuleFileException {
    PackSettings settings =
        settings("overrides: [{match: %s, evaluate: on-arrival}]".formatted(match));

    assertThat(onArrival(settings, rules(RULES))).containsExactlyInAnyOrder(covered.split(" "));
    assertThat(settings.problems(List.of(rules(RULES)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "overrides:", "overrides: []"})
  void aFileMaySayNothing(String text) throws RuleFileException {
    assertThat(onArrival(settings(text), rules(RULES))).isEmpty();
  }

  @Test
  void aRuleCanBeTriedWithoutNotifyingAnybodyAndTheLastOverrideHolds() throws RuleFileException {
    PackSettings settings =
        settings(
            """
            overrides:
              - {match: {group: desk}, shadow: true}
              - {match: {alert: Quiet}, shadow: false}
            """);
    RuleFile file = RuleFile.parse("rules.yml", RULES);
    RunnableRules rules =
        RunnableRules.of(
            file,
            new Recordings(List.of(file), Duration.ofMinutes(1)),
            settings,
            EvaluationOptions.DEFAULT);

    assertThat(rules.rules())
        .filteredOn(rule -> rule.settings().isShadow())
        .extracting(rule -> rule.rule().name())
        .containsExactly("Drawdown", "Templated");
    assertThatThrownBy(() -> settings("overrides: [{match: {alert: A}, shadow: yes}]"))
        .hasMessageContaining("field \"shadow\": must be true or false, was \"yes\"");
  }

  @Test
  void theAlertsOfARuleMayFlapUnlessItIsSaid() throws RuleFileException {
    PackSettings settings =
        settings(
            """
            overrides:
              - {match: {group: desk}, flapping: false}
              - {match: {alert: Quiet}, flapping: true}
            """);
    RuleFile file = RuleFile.parse("rules.yml", RULES);
    RunnableRules rules =
        RunnableRules.of(
            file,
            new Recordings(List.of(file), Duration.ofMinutes(1)),
            settings,
            EvaluationOptions.DEFAULT);

    assertThat(rules.rules())
        .filteredOn(rule -> rule.settings().mayFlap())
        .extracting(rule -> rule.group().name() + '/' + rule.rule().name())
        .containsExactly("desk/Quiet", "other/Drawdown");
  }

  @Test
  void onTickIsWhatIsSaidOfNoRule() throws RuleFileException {
    PackSettings settings = settings("overrides: [{match: {group: desk}, evaluate: on-tick}]");

    assertThat(onArrival(settings, rules(RULES))).isEmpty();
    assertThat(settings.problems(List.of(rules(RULES)))).isEmpty();
  }

  @Test
  void saysEverythingThatIsWrongWithItsPlace() {
    String text =
        """
        detectors: []
        forecasts: []
        checks: {}
        patterns: []
        calendars: []
        override: []
        overrides:
          - match: {alert: A}
            shadow: true
            evaluat: on-tick
          - evaluate: on-tick
          - match: {}
            evaluate: on-tick
          - match: {alert: A}
          - match: {alert: A}
            evaluate: sometimes
          - match: {alert: A, rule: B}
            evaluate: [on-tick]
          - match: {matchers: [severity=critical, {a: b}, 'a="b", c="d"']}
            evaluate: on-tick
          - match: {matchers: 'a="b"'}
            evaluate: on-tick
          - on-tick
          - match: {alert: A}
            noData: keep
            noDataTimeout: soon
            priority: 1
          - match: {alert: A}
            recover: x <
          - match: {alert: A}
            recover: "1"
          - match: {alert: A}
            halts: 9s
          - match: {alert: A}
            flapping: never
        """;

    assertThatThrownBy(() -> settings(text))
        .hasMessage(
            """
            barograph.yml:5:1: field "calendars": is unknown in barograph.yml: remove it, or use one of overrides, slo, checks, measures, patterns, recommendations, detectors, forecasts, predictions, entities, peers
            barograph.yml:6:1: field "override": is unknown in barograph.yml: remove it, or use one of overrides, slo, checks, measures, patterns, recommendations, detectors, forecasts, predictions, entities, peers
            barograph.yml:10:5: override 1, field "evaluat": is unknown in an override: remove it, or use one of match, noData, noDataTimeout, recover, priority, evaluate, shadow, halts, flapping
            barograph.yml:11:5: override 2, field "match": must be set: name a group, an alert or matchers
            barograph.yml:12:5: override 3, field "match": must be set: name a group, an alert or matchers
            barograph.yml:14:5: override 4: says nothing of the rules: set one of noData, noDataTimeout, recover, priority, evaluate, shadow, halts, flapping
            barograph.yml:16:15: override 5, field "evaluate": must be on-tick or on-arrival, was sometimes
            barograph.yml:17:23: override 6, field "rule": is unknown in match: remove it, or use one of group, alert, matchers
            barograph.yml:18:15: override 6, field "evaluate": must be a text, not a list or mapping
            barograph.yml:19:24: override 7, field "matchers": severity=critical is no matcher, as in 'severity="critical"': unexpected identifier "critical" in label matching, expected string
            barograph.yml:19:43: override 7, field "matchers": must be a list of texts like 'severity="critical"'
            barograph.yml:19:51: override 7, field "matchers": a="b", c="d" is no matcher, as in 'severity="critical"': there must be one label and one value
            barograph.yml:21:23: override 8, field "matchers": must be a list
            barograph.yml:23:5: override 9: an override must be a mapping of fields to values
            barograph.yml:25:13: override 10, field "noData": must be keep_last, alert or resolve, was keep
            barograph.yml:26:20: override 10, field "noDataTimeout": not a valid duration string: "soon": write it like 90s, 5m or 1h30m
            barograph.yml:27:15: override 10, field "priority": must be P1, P2, P3 or P4, was 1
            barograph.yml:29:14: override 11, field "recover": could not parse expression: 1:4: parse error: unexpected end of input
            barograph.yml:31:14: override 12, field "recover": must give an instant vector, this gives a scalar: compare a series with it
            barograph.yml:33:12: override 13, field "halts": must be at least 10s, was 9s
            barograph.yml:35:15: override 14, field "flapping": must be true or false, was "never"\
            """);
  }

  @Test
  void anOverrideThatMatchesNoRuleIsAnError() throws RuleFileException {
    PackSettings settings =
        settings(
            """
            overrides:
              - match: {alert: Drawdown}
                evaluate: on-tick
              - match: {alert: Drawdown, group: third}
                evaluate: on-tick
            """);

    assertThat(settings.problems(List.of(rules(RULES))))
        .extracting(RuleFileError::toString)
        .containsExactly(
            "barograph.yml:4:5: override 2, field \"match\": matches no alerting rule of the pack:"
                + " check its names against the rule files");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "desk  | Drawdown  | P1 resolve 20m",
        "desk  | Quiet     | P3 alert 5m",
        "desk  | Templated | - alert 5m",
        "other | Drawdown  | P1 resolve 20m",
      })
  void theLastOverrideThatSaysAFieldHolds(String group, String alert, String said)
      throws RuleFileException {
    PackSettings settings =
        settings(
            """
            overrides:
              - {match: {group: desk}, noData: alert, noDataTimeout: 5m}
              - {match: {alert: Drawdown}, noData: resolve, noDataTimeout: 20m, priority: P4}
              - {match: {matchers: ['severity=~"critical|warning"']}, priority: P1}
              - {match: {alert: Quiet}, priority: P3}
            """);
    RuleSettings rule = of(settings, group, alert);

    assertThat(
            "%s %s %s"
                .formatted(
                    rule.priority().map(Priority::name).orElse("-"),
                    rule.noData().map(NoDataPolicy::wireName).orElse("-"),
                    rule.noDataTimeout().map(Durations::format).orElse("-")))
        .isEqualTo(said);
    assertThat(settings.problems(List.of(rules(RULES)))).isEmpty();
  }

  @Test
  void whatALaterOverrideTakesBackNeedNotBePossible() throws RuleFileException {
    RunnableRules rules =
        rules(
            """
            groups:
              - name: g
                rules:
                  - {alert: A, expr: x > 5}
                  - {alert: B, expr: sum(x) > 5}
            """);
    String all = "overrides: [{match: {group: g}, evaluate: on-arrival}, %s]";

    assertThat(settings(all.formatted("")).problems(List.of(rules))).hasSize(1);
    assertThat(
            settings(all.formatted("{match: {alert: B}, evaluate: on-tick}"))
                .problems(List.of(rules)))
        .isEmpty();
    assertThat(
            settings(all.formatted("{match: {alert: B}, priority: P1}")).problems(List.of(rules)))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x > 5",
        "x{a='b'} * 2 >= 7 and x{a='b'} < 100",
        "abs(-x) > bool 5",
        "time() - x > 60",
        "timestamp(x) > 5",
      })
  void aPlainThresholdMayBeEvaluatedOnArrival(String expr) throws RuleFileException {
    assertThat(problemsOnArrival(expr)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rate(x[5m]) > 1             | x[5m] is more than the newest sample",
        "x > 1 and last_over_time(x[1m]) > 2 | x[1m] is more than the newest sample",
        "max_over_time((x > 1)[5m:1m]) > 1 | (x > 1)[5m:1m] is more than the newest sample",
        "x > x offset 5m             | x offset 5m is not the newest sample",
        "sum(x) > 1                  | it needs several series, as sum() folds many series into"
            + " one",
        "x > y                       | it needs several series, as operator > matches elements of"
            + " different metrics by their labels",
        "absent(x)                   | it needs several series, as absent() does not decide on one"
            + " series",
        "job:x:sum > 1               | it reads what recording rules make",
      })
  void whatRestsOnMoreIsRefused(String expr, String reason) throws RuleFileException {
    assertThat(problemsOnArrival(expr))
        .containsExactly(
            "barograph.yml:1:13: override 1, field \"evaluate\": alert \"A\" of group \"g\" in"
                + " rules.yml cannot be evaluated on arrival: "
                + reason
                + "; take it out of match");
  }

  @Test
  void whatItsRecoveryRestsOnMustBeTheNewestSampleToo() throws RuleFileException {
    RunnableRules plain = recovering("x < 3");
    RunnableRules ranging = recovering("max_over_time(x[1m]) < 3");

    assertThat(plain.rules()).hasSize(1);
    assertThat(settings(ON_ARRIVAL).problems(List.of(plain))).isEmpty();
    assertThat(settings(ON_ARRIVAL).problems(List.of(ranging)))
        .singleElement()
        .asString()
        .contains(
            "cannot be evaluated on arrival: in its recover, x[1m] is more than the newest sample;"
                + " take it out of match");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "query_offset: 1m, its group has a query_offset",
        "limit: 5, `its group has a limit, for which all its elements are counted`",
        "labels: {level: '{{ $value }}'}, its labels rest on the value or the time",
      })
  void whatItsGroupAsksForMayForbidIt(String field, String reason) throws RuleFileException {
    assertThat(problemsOnArrival("x > 5", field)).hasSize(1).first().asString().contains(reason);
  }

  private static RunnableRules recovering(String recover) throws RuleFileException {
    RuleFile file =
        RuleFile.parse("rules.yml", "groups: [{name: g, rules: [{alert: A, expr: x > 5}]}]");
    return RunnableRules.of(
        file,
        new Recordings(List.of(file), Duration.ofMinutes(1)),
        settings("overrides: [{match: {alert: A}, recover: '%s'}]".formatted(recover)),
        EvaluationOptions.DEFAULT);
  }

  private static List<String> problemsOnArrival(String expr) throws RuleFileException {
    return problemsOnArrival(expr, "interval: 15s");
  }

  private static List<String> problemsOnArrival(String expr, String field)
      throws RuleFileException {
    RunnableRules rules =
        rules(
            """
            groups:
              - name: g
                %s
                rules:
                  - {record: 'job:x:sum', expr: sum by (job) (x)}
                  - alert: A
                    expr: %s
            """
                .formatted(field, expr));
    assertThat(rules.refused()).isEmpty();
    return settings(ON_ARRIVAL).problems(List.of(rules)).stream()
        .map(RuleFileError::toString)
        .toList();
  }

  private static List<String> onArrival(PackSettings settings, RunnableRules rules) {
    return rules.rules().stream()
        .filter(rule -> isOnArrival(settings, rule.group(), rule.rule()))
        .map(rule -> rule.group().name() + "/" + rule.rule().name())
        .toList();
  }

  private static boolean isOnArrival(PackSettings settings, RuleGroup group, AlertingRule rule) {
    return settings.of(group, rule).isOnArrival();
  }

  private static RuleSettings of(PackSettings settings, String group, String alert)
      throws RuleFileException {
    return rules(RULES).rules().stream()
        .filter(rule -> rule.group().name().equals(group) && rule.rule().name().equals(alert))
        .map(rule -> settings.of(rule.group(), rule.rule()))
        .findFirst()
        .orElseThrow();
  }

  private static PackSettings settings(String text) throws RuleFileException {
    return PackSettings.parse("barograph.yml", text);
  }

  private static RunnableRules rules(String text) throws RuleFileException {
    RuleFile file = RuleFile.parse("rules.yml", text);
    return RunnableRules.of(
        file, new Recordings(List.of(file), Duration.ofMinutes(1)), EvaluationOptions.DEFAULT);
  }
}
