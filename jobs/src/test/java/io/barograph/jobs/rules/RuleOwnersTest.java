package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.rules.Rule;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleOwnersTest {
  private final RuleOwners owners = new RuleOwners();

  @Test
  void aNameOfItsOwnIsNotShared() throws ParseException {
    add("one", "g", "HighCpu", Map.of());
    add("one", "g", "LowDisk", Map.of());

    assertThat(owners.sharedNames()).isEmpty();
  }

  @Test
  void rulesOfOneNameShareItWhereverTheyStand() throws ParseException {
    add("one", "g", "HighCpu", Map.of("severity", "warning"));
    add("two", "g", "HighCpu", Map.of("severity", "warning", "team", "quant"));
    add("one", "g", "LowDisk", Map.of());
    add("one", "h", "LowDisk", Map.of());

    assertThat(owners.sharedNames()).containsExactly("HighCpu", "LowDisk");
  }

  @Test
  void rulesWithDifferentTextsOfOneLabelNeverMeet() throws ParseException {
    add("one", "g", "HighCpu", Map.of("severity", "warning"));
    add("one", "g", "HighCpu", Map.of("severity", "critical"));

    assertThat(owners.sharedNames()).isEmpty();
  }

  @Test
  void aTemplateMayBecomeAnyText() throws ParseException {
    add("one", "g", "HighCpu", Map.of("severity", "warning"));
    add("two", "g", "HighCpu", Map.of("severity", "{{ $labels.severity }}"));

    assertThat(owners.sharedNames()).containsExactly("HighCpu");
  }

  @Test
  void namesakesInOneGroupThatCanMeetAreNumbered() throws ParseException {
    assertThat(add("one", "g", "HighCpu", Map.of("severity", "warning"))).isEqualTo("HighCpu");
    assertThat(add("one", "g", "HighCpu", Map.of("severity", "critical"))).isEqualTo("HighCpu");
    assertThat(add("one", "g", "HighCpu", Map.of())).isEqualTo("HighCpu#2");
    assertThat(add("one", "g", "HighCpu", Map.of("severity", "critical"))).isEqualTo("HighCpu#3");
    assertThat(add("one", "h", "HighCpu", Map.of())).isEqualTo("HighCpu");
  }

  private String add(String pack, String group, String alert, Map<String, String> labels)
      throws ParseException {
    Rule.AlertingRule rule =
        new Rule.AlertingRule(
            alert,
            "up == 0",
            Parser.parse("up == 0"),
            Duration.ZERO,
            Duration.ZERO,
            labels,
            Map.of());
    return owners.add(pack, "", group, rule).rule();
  }
}
