package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.Rule.RecordingRule;
import io.barograph.promql.yaml.YamlText;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileTest {
  @Test
  void readsEveryField() throws RuleFileException {
    RuleFile file =
        RuleFile.parse(
            "full.yml",
            """
            groups:
              - name: latency
                interval: 30s
                query_offset: 1m
                limit: 10
                labels: {team: core, tier: 1}
                rules:
                  - record: job:latency:avg
                    expr: avg by (job) (latency)
                    labels: {team: edge}
                  - alert: Slow
                    expr: job:latency:avg > 0.5
                    for: 1h30m
                    keep_firing_for: 5m
                    labels: {severity: critical}
                    annotations: {summary: "slow {{ $labels.job }}"}
            """);
    RuleGroup group = file.groups().get(0);
    assertThat(group.name()).isEqualTo("latency");
    assertThat(group.interval()).contains(Duration.ofSeconds(30));
    assertThat(group.queryOffset()).contains(Duration.ofMinutes(1));
    assertThat(group.limit()).isEqualTo(10);
    assertThat(group.labels()).isEqualTo(Map.of("team", "core", "tier", "1"));
    RecordingRule recording = (RecordingRule) group.rules().get(0);
    assertThat(recording.name()).isEqualTo("job:latency:avg");
    assertThat(recording.labels()).isEqualTo(Map.of("team", "edge", "tier", "1"));
    AlertingRule alerting = (AlertingRule) group.rules().get(1);
    assertThat(alerting.query()).isEqualTo("job:latency:avg > 0.5");
    assertThat(alerting.hold()).isEqualTo(Duration.ofMinutes(90));
    assertThat(alerting.keepFiringFor()).isEqualTo(Duration.ofMinutes(5));
    assertThat(alerting.annotations()).containsEntry("summary", "slow {{ $labels.job }}");
  }

  @Test
  void saysWhichTextIsNoTemplate() {
    String text =
        """
        groups:
          - name: g
            rules:
              - alert: Down
                expr: up == 0
                labels: {team: "{{ $labels.team | lower }}"}
                annotations: {summary: "{{ if }}", known: "{{ $value }}", later: "{{ $unknown }}"}
        """;

    assertThatThrownBy(() -> RuleFile.parse("r.yml", text))
        .hasMessage(
            "r.yml:6:24: group \"g\", alert \"Down\", field \"labels\": \"team\" is no template:"
                + " line 1: function \"lower\" not defined\n"
                + "r.yml:7:32: group \"g\", alert \"Down\", field \"annotations\": \"summary\" is"
                + " no template: line 1: missing value for if");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "groups:", "groups: []", "# nothing", "---"})
  void acceptsAFileWithoutGroups(String text) throws RuleFileException {
    assertThat(RuleFile.parse("empty.yml", text).groups()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "alert: A | 4:7: group \"g\", alert \"A\", field \"expr\": field 'expr' must be set",
        "expr: up | one of 'record' or 'alert' must be set",
        "{alert: A, record: a, expr: up} | only one of 'record' and 'alert' must be set",
        "{alert: A, expr: up, for: 5} | field \"for\": not a valid duration string: \"5\"",
        "{alert: A, expr: up, for: 1x} | unknown unit \"x\" in duration \"1x\"",
        "{alert: A, expr: up, labels: {__name__: x}} | invalid label name: \"__name__\"",
        "{alert: A, expr: up, annotations: {\"\": x}} | invalid annotation name: \"\"",
        "{record: a, expr: up, for: 5m} | 4:29: group \"g\", record \"a\", field \"for\": invalid"
            + " field",
        "{record: a, expr: up, annotations: {a: b}} | invalid field 'annotations' in recording"
            + " rule",
        "{record: \"a{b}\", expr: up} | braces present in the recording rule name",
        "{record: a, expr: \"up +\"} | could not parse expression: 1:5: parse error: unexpected"
            + " end",
        "{record: a, expr: \"up[5m]\"} | must give a scalar or an instant vector",
        "{record: a, expr: \"limitk(1, up)\"} | aggregation limitk() is experimental",
        "{record: a, expr: up, colour: red} | field \"colour\": is unknown in a rule: remove it",
        "{record: a, expr: up, expr: up} | field \"expr\": stands twice",
        "{record: [a], expr: up} | field \"record\": must be a text"
      })
  void namesTheRuleTheFieldAndWhatToDo(String rule, String message) {
    String text = "groups:\n  - name: g\n    rules:\n    - " + rule + "\n";
    assertThatThrownBy(() -> RuleFile.parse("bad.yml", text))
        .isInstanceOf(RuleFileException.class)
        .hasMessageStartingWith("bad.yml:")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "groups: 1 | 1:9: field \"groups\": must be a list",
        "[] | a rule file must be a mapping",
        "group: [] | field \"group\": is unknown in a rule file",
        "groups: [{rules: []}] | group name must not be empty",
        "groups: [{name: a}, {name: a}] | group name \"a\" is repeated in the same file",
        "groups: [{name: a, limit: -1}] | field \"limit\": must be a whole number >= 0, was -1",
        "groups: [{name: a, limit: x}] | must be a whole number >= 0, was x",
        "groups: [{name: a, interval: 1m1m}] | field \"interval\": not a valid duration",
        "groups: [ | no valid YAML"
      })
  void namesTheGroupAndTheField(String text, String message) {
    assertThatThrownBy(() -> RuleFile.parse("bad.yml", text))
        .isInstanceOf(RuleFileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void collectsAllErrorsOfAFile() {
    String text =
        """
        groups:
          - name: g
            intervall: 1m
            rules:
              - alert: A
                expr: up ==
                for: never
              - record: b
        """;
    RuleFileException invalid =
        catchThrowableOfType(RuleFileException.class, () -> RuleFile.parse("bad.yml", text));
    assertThat(invalid.errors())
        .extracting(error -> error.line() + " " + error.rule() + " " + error.field())
        .containsExactly(
            "3  intervall", "6 alert \"A\" expr", "7 alert \"A\" for", "8 record \"b\" expr");
  }

  @Test
  void mergesMappingsBelowTheFieldsBesideThem() throws RuleFileException {
    RuleFile file =
        RuleFile.parse(
            "merge.yml",
            """
            groups:
              - name: g
                rules:
                  - &page {alert: A, expr: up == 0, for: 5m, labels: {severity: page}}
                  - <<: *page
                    for: 1h
            """);
    AlertingRule merged = (AlertingRule) file.groups().get(0).rules().get(1);
    assertThat(merged.hold()).isEqualTo(Duration.ofHours(1));
    assertThat(merged.labels()).containsEntry("severity", "page");
  }

  @Test
  void readsTheGroupsOfAKubernetesManifest() throws RuleFileException {
    String manifest = "kind: PrometheusRule\nmetadata: {name: x}\nspec: {groups: [{name: g}]}\n";
    assertThat(RuleFile.parse("manifest.yml", manifest).groups())
        .extracting(RuleGroup::name)
        .containsExactly("g");
  }

  @Test
  void endsOnAMappingThatIsMergedIntoItself() {
    assertThatThrownBy(() -> RuleFile.parse("loop.yml", "&a\n<<: *a\ngroups: []\n"))
        .isInstanceOf(RuleFileException.class);
  }

  @Test
  void refusesTheSameRuleTwiceInAGroup() {
    String rule = "    - {record: a, expr: up}\n";
    assertThatThrownBy(
            () -> RuleFile.parse("twice.yml", "groups:\n  - name: g\n    rules:\n" + rule + rule))
        .hasMessageContaining("record \"a\": is the same as a rule before it");
  }

  @Test
  void boundsDepthAliasesAndLength() {
    assertThatThrownBy(() -> RuleFile.parse("deep.yml", "groups: " + "[".repeat(100_000)))
        .hasMessageContaining("nest at most 32 levels");
    assertThatThrownBy(() -> RuleFile.parse("alias.yml", "groups: [&a x" + ", *a".repeat(51) + "]"))
        .hasMessageContaining("at most 50 aliases");
    assertThatThrownBy(() -> RuleFile.parse("long.yml", "#".repeat(YamlText.MAX_LENGTH + 1)))
        .hasMessageContaining("at most 4194304 characters");
  }
}
