package io.barograph.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.rules.PackDiff;
import io.barograph.promql.rules.RuleChange;
import io.barograph.promql.rules.RuleChange.FieldChange;
import io.barograph.promql.rules.RuleChange.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule and a chain that have changed, for people and for programs. */
class DiffTextTest {
  private static final PackDiff DIFF =
      new PackDiff(
          "desk",
          List.of(
              new RuleChange(
                  Kind.CHANGED,
                  "g",
                  "alert \"Slow\"",
                  List.of(new FieldChange("for", "1m", "2m")),
                  List.of("its labels differ")),
              new RuleChange(
                  Kind.CHANGED,
                  "",
                  "chain \"unanswered\"",
                  List.of(new FieldChange("within", "15m", "10m")),
                  List.of("it says something else"))));

  @Test
  void alertsEndForRulesAndOpenChainsForChains() {
    assertThat(DiffText.of(DIFF))
        .containsExactly(
            "desk: 0 added, 0 removed, 2 changed",
            "  ~ alert \"Slow\" of group \"g\"",
            "      for: 1m",
            "      ---> 2m",
            "      warning: the alerts of this rule end and begin again: its labels differ",
            "  ~ chain \"unanswered\"",
            "      within: 15m",
            "      ------> 10m",
            "      warning: open chains end: it says something else");
  }

  @Test
  void programsAreToldByTheNameOfTheField() {
    assertThat(DiffJson.of(DIFF).at("/changes/0/alertsEndBecause/0").asText())
        .isEqualTo("its labels differ");
    assertThat(DiffJson.of(DIFF).at("/changes/1/chainsEndBecause/0").asText())
        .isEqualTo("it says something else");
    assertThat(DiffJson.of(DIFF).at("/changes/1").has("alertsEndBecause")).isFalse();
  }
}
