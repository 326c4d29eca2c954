package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.lint.RuleLint;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShippedRulesTest {
  private static final Path PROJECT = Path.of(System.getProperty("barograph.project"));

  @Test
  void everyAlertOfTheDemonstrationSaysWhatToDo() throws IOException, RuleFileException {
    for (AlertingRule alert : alerts()) {
      assertThat(alert.labels()).as(alert.name()).containsKey("severity");
      assertThat(alert.annotations())
          .as(alert.name())
          .containsKeys("summary", "description")
          .containsEntry("runbook_url", "docs/runbooks/" + alert.name() + ".md");
      assertThat(PROJECT.resolve(alert.annotations().get("runbook_url"))).exists();
    }
  }

  @Test
  void everyAnnouncedFaultHasItsAlert() throws IOException, RuleFileException {
    assertThat(alerts())
        .extracting(AlertingRule::name)
        .contains("HostCpuHigh", "StrategyDrawdown", "OrderGatewayErrorBurst", "QuotesStale");
  }

  @Test
  void nothingIsFoundInOurOwnRules() throws IOException, RuleFileException {
    for (RuleFile file : files()) {
      assertThat(RuleLint.of(file, RuleLint.DEFAULT_SCRAPE_INTERVAL)).as(file.name()).isEmpty();
    }
  }

  private static List<AlertingRule> alerts() throws IOException, RuleFileException {
    return files().stream()
        .flatMap(file -> file.groups().stream())
        .flatMap(group -> group.rules().stream())
        .map(ShippedRulesTest::alerting)
        .toList();
  }

  private static List<RuleFile> files() throws IOException, RuleFileException {
    List<RuleFile> read = new ArrayList<>();
    for (String pack : List.of("system", "self", "trading-demo")) {
      try (Stream<Path> files = Files.list(PROJECT.resolve("rules").resolve(pack))) {
        for (Path file : files.filter(ShippedRulesTest::isRuleFile).toList()) {
          read.add(RuleFile.parse(file.toString(), Files.readString(file)));
        }
      }
    }
    return read;
  }

  private static boolean isRuleFile(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(".yml") && !name.endsWith("_test.yml");
  }

  private static AlertingRule alerting(Rule rule) {
    assertThat(rule).isInstanceOf(AlertingRule.class);
    return (AlertingRule) rule;
  }
}
