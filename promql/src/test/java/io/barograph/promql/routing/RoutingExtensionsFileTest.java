package io.barograph.promql.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.alert.Priority;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.route.Escalation;
import io.barograph.core.route.GraphInhibitRule;
import io.barograph.core.route.ReceiverCap;
import io.barograph.core.route.RouteTiming;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingExtensionsFileTest {
  private static RoutingExtensions parse(String text) throws RoutingFileException {
    RoutingConfig routing =
        RoutingFile.parse(
            "alertmanager.yml", "{route: {receiver: ops}, receivers: [{name: ops}, {name: lead}]}");
    return RoutingExtensionsFile.parse("routing.yml", text, routing);
  }

  @Test
  void readsWhatIsSaid() throws RoutingFileException {
    RoutingExtensions read =
        parse(
            """
            escalations:
            - name: no answer
              matchers: [severity="critical"]
              after: 15m
              unless_acknowledged: false
              min_services: 3
              min_impact: 0.25
              min_priority: P2
              to: [lead, ops]
              interval: 1m
              repeat: 1h
            caps:
            - {receiver: lead, notifications: 10, per: 1h}
            graph_inhibit_rules:
            - name: below
              source_matchers: [severity="critical"]
              target_matchers: [severity="warning"]
              max_hops: 3
            - {}
            """);

    assertThat(read.escalations())
        .containsExactly(
            new Escalation(
                "no answer",
                List.of(LabelMatcher.equal("severity", "critical")),
                new Escalation.Condition(900_000, false, 3, 0.25, Priority.P2),
                List.of("lead", "ops"),
                new RouteTiming(0, 60_000, 3_600_000)));
    assertThat(read.graphInhibitRules())
        .containsExactly(
            new GraphInhibitRule(
                "below",
                List.of(LabelMatcher.equal("severity", "critical")),
                List.of(LabelMatcher.equal("severity", "warning")),
                3),
            new GraphInhibitRule("", List.of(), List.of(), 2));
    assertThat(read.caps()).isEqualTo(Map.of("lead", new ReceiverCap(10, 3_600_000)));
  }

  @Test
  void knowsWhatHoldsWhereNothingIsSet() throws RoutingFileException {
    assertThat(parse("escalations: [{name: a, after: 5m, to: [ops]}]").escalations())
        .containsExactly(
            new Escalation(
                "a",
                List.of(),
                new Escalation.Condition(300_000, true, 1, 0, Priority.P4),
                List.of("ops"),
                new RouteTiming(0, 300_000, 14_400_000)));
    assertThat(parse("")).isEqualTo(RoutingExtensions.NONE);
  }

  @Test
  void theExampleIsRead() throws RoutingFileException, IOException {
    Path examples = Path.of("../docs/examples");
    RoutingConfig routing =
        RoutingFile.parse(
            "alertmanager.yml", Files.readString(examples.resolve("alertmanager.yml")));
    String text = Files.readString(examples.resolve("routing.yml"));

    assertThat(RoutingExtensionsFile.parse("routing.yml", text, routing).escalations())
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{more: 1}                                          | field \"more\": is unknown in the"
            + " file",
        "{graph_inhibit_rules: [{equal: [a]}]}              | field \"equal\": is unknown in a"
            + " graph",
        "{graph_inhibit_rules: [{max_hops: 0}]}             | field \"max_hops\": must be a number"
            + " from",
        "{graph_inhibit_rules: [{max_hops: 9}]}             | field \"max_hops\": must be a number"
            + " from",
        "{caps: [{notifications: 1, per: 1h}]}              | field \"receiver\": names \"\", which"
            + " is",
        "{caps: [{receiver: ops, per: 1h}]}                 | field \"notifications\": must be a"
            + " number",
        "{caps: [{receiver: ops, notifications: 0}]}        | field \"notifications\": must be a"
            + " number",
        "{caps: [{receiver: ops, notifications: 1}]}        | field \"per\": must be 1ms to 1d, as"
            + " 1h",
        "{caps: [{receiver: ops, notifications: 1, per: 2d}]}     | field \"per\": must be 1ms to"
            + " 1d",
        "{escalations: [{}]}                                | field \"name\": must be set",
        "{escalations: [{name: a, after: 1m}]}              | field \"to\": must name at least one",
        "{escalations: [{name: a, to: [x]}]}                | field \"to\": names \"x\", which is"
            + " no",
        "{escalations: [{name: a, to: [ops, ops]}]}         | field \"to\": names \"ops\" twice",
        "{escalations: [{name: a, to: [ops]}]}              | field \"after\": must be set, as 15m",
        "{escalations: [{name: a, to: [ops], after: 31d}]}  | field \"after\": must be 0s to 30d",
        "{escalations: [{name: a, to: [ops], after: soon}]} | field \"after\": not a valid"
            + " duration",
        "{escalations: [{name: a, to: [ops], interval: 0s}]}      | field \"interval\": must be"
            + " 1ms",
        "{escalations: [{name: a, to: [ops], repeat: 400d}]}      | field \"repeat\": must be 1ms",
        "{escalations: [{name: a, to: [ops], min_services: 0}]}   | field \"min_services\": must be"
            + " a",
        "{escalations: [{name: a, to: [ops], min_services: two}]} | field \"min_services\": must be"
            + " a",
        "{escalations: [{name: a, to: [ops], min_impact: 1.1}]}   | field \"min_impact\": must be a"
            + " number from 0 to 1, as 0.3 for 30% of the weight, was \"1.1\"",
        "{escalations: [{name: a, to: [ops], min_impact: -0.1}]}  | field \"min_impact\": must be"
            + " a number",
        "{escalations: [{name: a, to: [ops], min_impact: NaN}]}   | field \"min_impact\": must be"
            + " a number",
        "{escalations: [{name: a, to: [ops], min_impact: 30%}]}   | field \"min_impact\": must be"
            + " a number",
        "{escalations: [{name: a, to: [ops], min_priority: P5}]}  | field \"min_priority\": must be"
            + " one",
        "{escalations: [{name: a, to: [ops], matchers: ['=']}]}   | field \"matchers\":",
        "{escalations: [{name: a, to: [ops], unless_acknowledged: no}]} | must be true or false",
      })
  void saysWhatIsWrong(String text, String error) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(RoutingFileException.class)
        .hasMessageContaining("routing.yml")
        .hasMessageContaining(error);
  }

  @Test
  void namesStandOnce() {
    String one = "{name: a, to: [ops], after: 1m}";
    assertThatThrownBy(() -> parse("escalations: [%s, %s]".formatted(one, one)))
        .hasMessageContaining("escalation \"a\"")
        .hasMessageContaining("stands twice");
  }
}
