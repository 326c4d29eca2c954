package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.rules.RuleChange.FieldChange;
import io.barograph.promql.rules.RuleChange.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackDiffTest {
  private static final String RULES =
      """
      groups:
        - name: desk
          interval: 15s
          rules:
            - record: orders:rate
              expr: sum by (service) (rate(orders[5m]))
            - alert: Slow
              expr: latency > 5
              for: 1m
              labels: {severity: warning}
              annotations: {summary: slow}
            - alert: Few
              expr: orders:rate < 1
      """;

  @Test
  void theSameRulesInAnotherDressAreNoChange() {
    String dressed =
        """
        # Written anew.
        groups:
          - {name: desk, interval: 15s, rules: [
              {alert: Few, expr: "( orders:rate)<1"},
              {alert: Slow, expr: "latency>5", for: 60s, labels: {severity: warning},
               annotations: {summary: slow}},
              {record: "orders:rate", expr: "sum by(service)(rate(orders[300s]))"}]}
        """
            .replace("( orders:rate)<1", "orders:rate<1");

    assertThat(diff(RULES, dressed).isEmpty()).isTrue();
    assertThat(diff(RULES, RULES).changes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "latency > 5       | latency > 6        | alert \"Slow\"        | expr   | latency > 5 |"
            + " latency > 6",
        "for: 1m           | for: 2m            | alert \"Slow\"        | for    | 1m | 2m",
        "for: 1m           | keep_firing_for: 0s | alert \"Slow\"       | for    | 1m | ``",
        "summary: slow     | summary: very slow | alert \"Slow\"        | annotations.summary |"
            + " slow | very slow",
        "summary: slow     | summary: slow, x: y | alert \"Slow\"       | annotations.x | `` | y",
        "rate(orders[5m])  | rate(orders[1m])   | record \"orders:rate\" | expr | sum by (service)"
            + " (rate(orders[5m])) | sum by (service) (rate(orders[1m]))",
        "interval: 15s     | interval: 30s      | ``                    | interval | 15s | 30s",
      })
  void tellsWhichFieldsSayWhat(
      String before, String after, String rule, String field, String said, String says) {
    PackDiff diff = diff(RULES, RULES.replace(before, after));

    assertThat(diff.changes())
        .containsExactly(
            new RuleChange(
                Kind.CHANGED,
                "desk",
                rule,
                List.of(new FieldChange(field, said, says)),
                List.of()));
  }

  @Test
  void tellsWhatIsNewAndWhatIsGone() {
    String other =
        RULES.replace("alert: Slow", "alert: Lost").replace("latency > 5", "lost_total > 1");
    PackDiff diff = diff(RULES, other);

    assertThat(diff.changes())
        .extracting(RuleChange::kind, RuleChange::rule)
        .containsExactly(
            tuple(Kind.REMOVED, "alert \"Slow\""), tuple(Kind.ADDED, "alert \"Lost\""));
    assertThat(diff.count(Kind.CHANGED)).isZero();
    assertThat(of(Optional.empty(), Optional.of(RULES)).count(Kind.ADDED)).isEqualTo(3);
    assertThat(of(Optional.of(RULES), Optional.empty()).count(Kind.REMOVED)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "alert: Slow        | alert: Slower              | it has another name",
        "name: desk         | name: office               | it stands in another group",
        "severity: warning  | severity: critical         | it sets other labels",
        "severity: warning  | severity: warning, team: x | it sets other labels",
        "latency > 5        | sum by (host) (latency) > 5 | it was evaluated beside each series of"
            + " latency and is now by {host}",
        "latency > 5        | delay > 5                  | it was evaluated beside each series of"
            + " latency and is now beside each series of delay",
        "sum by (service)   | sum by (service, host)     | it was evaluated by {service} and is now"
            + " by {host, service}",
      })
  void tellsWhichAlertsEndAndBeginAgain(String before, String after, String reason) {
    PackDiff diff = diff(RULES, RULES.replace(before, after));

    assertThat(diff.changes().stream().filter(RuleChange::endsAlerts)).isNotEmpty();
    assertThat(diff.changes().stream().flatMap(change -> change.endings().stream()))
        .containsOnly(reason);
    assertThat(diff.count(Kind.CHANGED)).isEqualTo(diff.changes().size());
  }

  @Test
  void anAlertWhoseTextIsTheSameEndsIfWhatItReadsIsSplitOtherwise() {
    RuleChange few =
        diff(RULES, RULES.replace("by (service)", "by (host)")).changes().stream()
            .filter(change -> change.rule().equals("alert \"Few\""))
            .findFirst()
            .orElseThrow();

    assertThat(few.fields()).isEmpty();
    assertThat(few.endings()).containsExactly("it was evaluated by {service} and is now by {host}");
  }

  @Test
  void aLimitOfAGroupBringsItsRulesToOnePlace() {
    String one = "groups: [{name: g, rules: [{alert: A, expr: latency > 5}]}]";
    PackDiff diff = diff(one, one.replace("name: g", "name: g, limit: 3"));

    assertThat(diff.changes())
        .containsExactly(
            new RuleChange(
                Kind.CHANGED, "g", "", List.of(new FieldChange("limit", "", "3")), List.of()),
            new RuleChange(
                Kind.CHANGED,
                "g",
                "alert \"A\"",
                List.of(),
                List.of("it was evaluated beside each series of latency and is now in one place")));
  }

  @Test
  void namesakesAreToldApartByTheirLabels() {
    String two =
        """
        groups:
          - name: desk
            rules:
              - {alert: Slow, expr: latency > 5, labels: {severity: warning}}
              - {alert: Slow, expr: latency > 9, labels: {severity: critical}}
        """;
    String swapped =
        """
        groups:
          - name: desk
            rules:
              - {alert: Slow, expr: latency > 9, labels: {severity: critical}}
              - {alert: Slow, expr: latency > 4, labels: {severity: warning}}
        """;

    assertThat(diff(two, swapped).changes())
        .extracting(RuleChange::fields)
        .containsExactly(List.of(new FieldChange("expr", "latency > 5", "latency > 4")));
  }

  @Test
  void tellsWhatOverridesSayOfARule() {
    PackText.File rules = new PackText.File("desk/a.yml", RULES);
    PackText plain = new PackText("desk", "", List.of(rules), Optional.empty());
    PackText overridden =
        new PackText(
            "desk",
            "",
            List.of(rules),
            Optional.of(
                new PackText.File(
                    "desk/barograph.yml",
                    "overrides: [{match: {alert: Slow}, noData: alert, priority: P1}]")));

    assertThat(PackDiff.of("desk", pack(plain), pack(overridden)).changes())
        .containsExactly(
            new RuleChange(
                Kind.CHANGED,
                "desk",
                "alert \"Slow\"",
                List.of(
                    new FieldChange("noData", "", "alert"), new FieldChange("priority", "", "P1")),
                List.of()));
  }

  @Test
  void packsThatStandTogetherReadWhatEachOtherRecords() {
    PackText recorder =
        text("records", "groups: [{name: r, rules: [{record: a, expr: sum by (x) (m)}]}]");
    PackText reader = text("reads", "groups: [{name: g, rules: [{alert: A, expr: a > 1}]}]");
    PackSet set = set(List.of(recorder, reader));

    assertThat(set.problems()).isEmpty();
    assertThat(set.pack("reads").orElseThrow().files().get(0).rules().get(0).condition())
        .isInstanceOf(Condition.OfPartitions.class);
    assertThat(set.pack("none")).isEmpty();
  }

  @Test
  void packsThatCannotStandSayWhy() {
    PackText broken = text("broken", "groups: [{name: g, rules: [{alert: A, expr: 'm >'}]}]");
    PackText refused = text("refused", "groups: [{name: g, rules: [{alert: A, expr: 'm @ 5'}]}]");
    PackText idle =
        new PackText(
            "idle",
            "",
            List.of(new PackText.File("idle/a.yml", RULES)),
            Optional.of(
                new PackText.File(
                    "idle/barograph.yml", "overrides: [{match: {alert: No}, noData: alert}]")));

    assertThat(set(List.of(broken)).problems())
        .singleElement()
        .asString()
        .startsWith("broken/a.yml:1:")
        .contains("parse error");
    assertThat(set(List.of(refused)).problems())
        .singleElement()
        .asString()
        .startsWith("refused/a.yml:1:")
        .contains("alert \"A\"");
    assertThat(set(List.of(idle)).problems())
        .singleElement()
        .asString()
        .contains("idle/barograph.yml:1:13: override 1, field \"match\": matches no alerting rule");
    assertThat(set(List.of(idle, broken)).problems()).hasSize(1);
  }

  private static final String CHAINS =
      """
      patterns:
        - name: escalation
          kind: escalation
          within: 15m
          stages:
            - matchers: ['severity="warning"']
            - matchers: ['severity="critical"']
        - name: unanswered
          kind: escalation
          by: [venue]
          stages: [{alert: Slow}]
          notFollowedBy: {alert: Slow, state: resolved, for: 5m}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "within: 15m | within: 10m | chain \"escalation\" | within | 15m | 10m",
        "severity=\"critical\" | severity=\"page\" | chain \"escalation\" | stage 2 | alerts"
            + " {severity=\"critical\"} | alerts {severity=\"page\"}",
        "by: [venue] | by: [venue, symbol] | chain \"unanswered\" | by | [venue] | [venue, symbol]",
        "for: 5m | for: 15m | chain \"unanswered\" | notFollowedBy | alerts {alertname=\"Slow\"}"
            + " resolved for 5m | alerts {alertname=\"Slow\"} resolved for 15m",
      })
  void tellsWhatChainsSayOtherwiseAndThatOpenOnesEnd(
      String before, String after, String chain, String field, String said, String says) {
    assertThat(chains(CHAINS, CHAINS.replace(before, after)).changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.rule()).isEqualTo(chain);
              assertThat(change.fields()).containsExactly(new FieldChange(field, said, says));
              assertThat(change.endsChains()).isTrue();
              assertThat(change.endsAlerts()).isFalse();
            });
  }

  @Test
  void tellsWhichChainsAreNewAndGoneAndThatTextsEndNone() {
    String one = CHAINS.substring(0, CHAINS.indexOf("  - name: unanswered"));

    assertThat(chains(CHAINS, CHAINS).isEmpty()).isTrue();
    assertThat(chains(CHAINS, one).changes())
        .extracting(RuleChange::kind, RuleChange::rule)
        .containsExactly(tuple(Kind.REMOVED, "chain \"unanswered\""));
    assertThat(chains(one, CHAINS).changes())
        .extracting(RuleChange::kind, RuleChange::rule)
        .containsExactly(tuple(Kind.ADDED, "chain \"unanswered\""));
    assertThat(chains(one, one + "    annotations: {summary: worse}\n").changes())
        .singleElement()
        .satisfies(change -> assertThat(change.endsChains()).isFalse());
  }

  private static PackDiff chains(String before, String after) {
    return PackDiff.of("desk", withSettings(before), withSettings(after));
  }

  private static Optional<PackSet.Pack> withSettings(String settings) {
    PackText.File file = new PackText.File("barograph.yml", settings);
    return pack(new PackText("desk", "", List.of(), Optional.of(file)));
  }

  private static PackDiff diff(String before, String after) {
    return of(Optional.of(before), Optional.of(after));
  }

  private static PackDiff of(Optional<String> before, Optional<String> after) {
    return PackDiff.of(
        "desk",
        before.flatMap(rules -> pack(text("desk", rules))),
        after.flatMap(rules -> pack(text("desk", rules))));
  }

  private static Optional<PackSet.Pack> pack(PackText text) {
    PackSet set = set(new ArrayList<>(List.of(text)));
    assertThat(set.problems()).isEmpty();
    return set.pack(text.name());
  }

  private static PackSet set(List<PackText> texts) {
    return PackSet.of(texts, Duration.ofMinutes(1), EvaluationOptions.DEFAULT);
  }

  private static PackText text(String name, String rules) {
    return new PackText(
        name, "", List.of(new PackText.File(name + "/a.yml", rules)), Optional.empty());
  }
}
