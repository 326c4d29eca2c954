package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.incident.IncidentKind;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.LabelMatcher.Type;
import io.barograph.core.pattern.Absence;
import io.barograph.core.pattern.ChainPattern;
import io.barograph.core.pattern.ChainStage;
import io.barograph.core.pattern.Correlation;
import io.barograph.core.pattern.StateSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChainReaderTest {
  @Test
  void readsAllThatAPatternSays() throws RuleFileException {
    ChainPattern pattern =
        read(
            """
            - name: deploy-unanswered
              kind: change-impact
              within: 10m
              by: [service, region]
              endsOnRecovery: true
              stages:
                - {source: changes, matchers: ['kind="deploy"', 'version!=""']}
                - {alert: HighAPIErrorRate, matchers: ['severity=~"error|critical"']}
              notFollowedBy: {alert: HighAPIErrorRate, state: resolved, for: 1h}
              annotations: {summary: errors behind a deploy, summary_zh: 部署之后出错}
            """);

    assertThat(pattern.name()).isEqualTo("deploy-unanswered");
    assertThat(pattern.kind()).isEqualTo("change-impact");
    assertThat(pattern.within()).isEqualTo(Duration.ofMinutes(10));
    assertThat(pattern.correlation()).isEqualTo(Correlation.by(List.of("service", "region")));
    assertThat(pattern.endsOnRecovery()).isTrue();
    assertThat(pattern.stages())
        .containsExactly(
            new ChainStage(
                StateSource.CHANGES,
                List.of(
                    LabelMatcher.equal("kind", "deploy"),
                    LabelMatcher.of(Type.NOT_EQUAL, "version", "")),
                true),
            new ChainStage(
                StateSource.ALERTS,
                List.of(
                    LabelMatcher.equal("alertname", "HighAPIErrorRate"),
                    LabelMatcher.of(Type.REGEX, "severity", "error|critical")),
                true));
    assertThat(pattern.absence())
        .contains(
            new Absence(
                new ChainStage(
                    StateSource.ALERTS,
                    List.of(LabelMatcher.equal("alertname", "HighAPIErrorRate")),
                    false),
                Duration.ofMinutes(60)));
    assertThat(pattern.annotations()).containsEntry("summary_zh", "部署之后出错");
  }

  @Test
  void anEscalationIsOfTheLabelsWithoutSeverityAndNameAndEndsOnRecovery() throws RuleFileException {
    ChainPattern pattern =
        read(
            """
            - name: escalation
              kind: escalation
              within: 15m
              stages: [{matchers: ['severity="warning"']}, {matchers: ['severity="error"']}]
            """);

    assertThat(pattern.correlation())
        .isEqualTo(Correlation.without(List.of("severity", "alertname")));
    assertThat(pattern.endsOnRecovery()).isTrue();
  }

  @Test
  void aChainOfOneStageNeedsNoTime() throws RuleFileException {
    ChainPattern pattern =
        read(
            """
            - name: unanswered
              kind: escalation
              stages: [{alert: FeedSilent}]
              notFollowedBy: {alert: FeedSilent, state: resolved, for: 15m}
            """);

    assertThat(pattern.length()).isEqualTo(2);
  }

  @Test
  void saysEverythingThatIsWrongWithItsPlace() {
    String text =
        """
        - {}
        - name: a b
          kind: worse
          within: 25h
          by: [service, service]
          stages:
            - {}
            - {alert: A, source: changes}
            - {alert: A, source: logs, state: pending}
        - {name: x, kind: storm, within: 5m, by: [], without: [], stages: [{alert: A}, {alert: B}]}
        - {name: x, kind: storm, within: 5m, by: [], stages: [{alert: A}]}
        - {name: x, kind: storm, within: 0s, stages: [{alert: A}, {alert: B}], stage: 1}
        - name: x
          kind: storm
          by: []
          stages: [{matchers: ['kind="deploy"'], source: changes}]
          notFollowedBy: {alert: B, for: 2m}
        - {name: x, kind: storm, within: 5m, by: [], stages: [{alert: A}, {alert: B}]}
        - {name: x, kind: storm, within: 5m, by: [], stages: [{alert: A}, {alert: B}]}
        - name: y
          kind: storm
          within: 5m
          by: []
          endsOnRecovery: true
          stages: [{matchers: ['a="b"'], source: changes}, {alert: B, state: resolved}]
        - pattern
        """;

    String kinds =
        Arrays.stream(IncidentKind.values())
            .map(IncidentKind::wireName)
            .collect(Collectors.joining(", "));

    assertThatThrownBy(() -> PackSettings.parse("barograph.yml", "patterns:\n" + text))
        .hasMessage(
            """
            barograph.yml:2:3: pattern 1, field "name": must be set: name the pattern, as feed-then-loss
            barograph.yml:2:3: pattern 1, field "kind": must be the kind of incident that it is, one of KINDS, was ""
            barograph.yml:2:3: pattern 1, field "stages": must be set: a list of what follows each other, as {alert: FeedSilent}
            barograph.yml:2:3: pattern 1, field "within": must be set: how long the stages may take, as 15m
            barograph.yml:2:3: pattern 1, field "by": must be set, or without: the labels that the stages agree on, as [service]; [] for none
            barograph.yml:3:9: pattern 2, field "name": must be of letters, digits, _, . and -, was "a b"
            barograph.yml:4:9: pattern 2, field "kind": must be the kind of incident that it is, one of KINDS, was "worse"
            barograph.yml:8:7: pattern 2, field "alert": must be set, or matchers: a stage cannot be just anything
            barograph.yml:9:15: pattern 2, field "alert": must not be set for a change: use matchers
            barograph.yml:10:26: pattern 2, field "source": must be alerts or changes, was "logs"
            barograph.yml:10:39: pattern 2, field "state": must be firing or resolved, was "pending"
            barograph.yml:5:11: pattern 2, field "within": must be above 0 and at most 24h, was 25h
            barograph.yml:6:7: pattern 2, field "by": must name each label once
            barograph.yml:11:46: pattern 3, field "without": must not be set beside by: remove one
            barograph.yml:12:3: pattern 4: a chain must have 2 to 5 stages, had 1
            barograph.yml:13:72: pattern 5, field "stage": is unknown in a pattern: remove it, or use one of name, kind, within, by, without, endsOnRecovery, stages, notFollowedBy, annotations
            barograph.yml:13:34: pattern 5, field "within": must be above 0 and at most 24h, was 0s
            barograph.yml:13:3: pattern 5, field "by": must be set, or without: the labels that the stages agree on, as [service]; [] for none
            barograph.yml:18:34: pattern 6, field "for": must be 1m, 5m, 15m or 60m, was 2m
            barograph.yml:20:3: pattern 8, field "name": stands twice: give each pattern its own
            barograph.yml:21:3: pattern 9: a chain that ends on recovery must have a stage that is an alert which begins
            barograph.yml:27:3: pattern 10: a pattern must be a mapping of fields to values\
            """
                .replace("KINDS", kinds));
  }

  private static ChainPattern read(String text) throws RuleFileException {
    List<ChainPattern> patterns =
        PackSettings.parse("barograph.yml", "patterns:\n" + text).patterns();
    assertThat(patterns).hasSize(1);
    return patterns.get(0);
  }
}
