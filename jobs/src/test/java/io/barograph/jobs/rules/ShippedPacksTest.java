package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.BarographOptions.NoData;
import io.barograph.jobs.options.JobOptions;
import io.barograph.promql.eval.Compilation;
import io.barograph.promql.eval.SeriesCompiler;
import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.rules.RuleGroup;
import io.barograph.promql.testlang.RuleTestFile;
import io.barograph.promql.testlang.RuleTestFile.AlertExpectation;
import io.barograph.promql.testlang.RuleTestFile.FiringAlert;
import io.barograph.promql.testlang.RuleTestRunner;
import io.barograph.promql.testlang.TestOutcome;
import io.barograph.promql.testlang.TestOutcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule packs that ship do what the unit tests beside them say. */
class ShippedPacksTest {
  private static final Path PACKS = Path.of("../rules");
  private static final int LEAST_PASSED = 722;

  @Test
  void theRulesPassTheirTests() throws IOException, RuleFileException {
    List<TestOutcome> outcomes = new ArrayList<>();
    for (Path file : files().filter(ShippedPacksTest::isTest).toList()) {
      outcomes.addAll(RuleTestRunner.run(RuleTestFile.read(file)));
    }
    List<TestOutcome> passed =
        outcomes.stream().filter(outcome -> outcome.status() == Status.PASSED).toList();
    System.out.printf(
        "pack tests: %d passed, %d failed, 0 skipped%n",
        passed.size(), outcomes.size() - passed.size());

    assertThat(passed).containsExactlyElementsOf(outcomes);
    assertThat(passed).hasSizeGreaterThanOrEqualTo(LEAST_PASSED);
  }

  /**
   * The alerts on one series alone also fire where a job's own blocks of series hold the samples.
   */
  @ParameterizedTest
  @MethodSource("testFiles")
  void theSeriesBlocksOfAJobRaiseTheSameAlerts(Path file) throws IOException, RuleFileException {
    RuleTestFile tests = RuleTestFile.read(file);
    PackRules rules = jobRules(tests.ruleFiles(), tests.evaluationInterval());
    Set<String> onSeveralSeries = onSeveralSeries(tests);
    for (RuleTestFile.Case one : tests.cases()) {
      for (AlertExpectation expected : one.alerts()) {
        if (onSeveralSeries.contains(expected.alertName())) {
          continue;
        }
        assertThat(
                RuleReplay.firing(
                    rules, one, tests.evaluationInterval(), expected.at(), expected.alertName()))
            .as("%s: %s at %s", one.name(), expected.alertName(), expected.at())
            .isEqualTo(
                expected.alerts().stream().map(FiringAlert::labels).collect(Collectors.toSet()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("testFiles")
  void everyAlertFiresInOneCaseAndStaysSilentInAnother(Path file)
      throws IOException, RuleFileException {
    RuleTestFile tests = RuleTestFile.read(file);
    Set<String> firing = new HashSet<>();
    Set<String> silent = new HashSet<>();
    for (RuleTestFile.Case one : tests.cases()) {
      Set<String> fired = new HashSet<>();
      Set<String> named = new HashSet<>();
      for (AlertExpectation expected : one.alerts()) {
        named.add(expected.alertName());
        if (!expected.alerts().isEmpty()) {
          fired.add(expected.alertName());
        }
      }
      firing.addAll(fired);
      named.removeAll(fired);
      silent.addAll(named);
    }

    assertThat(firing).isEqualTo(alertNames(tests));
    assertThat(silent).isEqualTo(alertNames(tests));
  }

  @ParameterizedTest
  @MethodSource("testFiles")
  void aRuleThatIsGoneIsMissed(Path file, @TempDir Path folder)
      throws IOException, RuleFileException {
    RuleTestFile tests = RuleTestFile.read(file);
    for (String alert : alertNames(tests)) {
      List<Path> without = new ArrayList<>();
      for (Path rules : tests.ruleFiles()) {
        String text = Files.readString(rules);
        Path copy = folder.resolve(rules.getFileName());
        Files.writeString(copy, text.replace("alert: " + alert + '\n', "alert: Other\n"));
        without.add(copy);
      }

      assertThat(failures(tests.withRuleFiles(without))).as("without %s", alert).isNotEmpty();
    }
  }

  @Test
  void everyRuleFileIsTested() throws IOException, RuleFileException {
    Set<Path> tested = new HashSet<>();
    for (Path file : testFiles()) {
      RuleTestFile.read(file).ruleFiles().forEach(rules -> tested.add(rules.normalize()));
    }

    assertThat(tested)
        .containsExactlyInAnyOrderElementsOf(
            files()
                .filter(file -> RuleFile.isRuleFile(file.getFileName().toString()))
                .map(Path::normalize)
                .toList());
  }

  @Test
  void theSettingsOfAPackFitItsRules() throws IOException {
    List<Path> packs = files().filter(ShippedPacksTest::isSettings).map(Path::getParent).toList();
    for (Path pack : packs) {
      assertThatCode(() -> jobRules(List.of(pack), Duration.ofMinutes(1)))
          .as("%s", pack)
          .doesNotThrowAnyException();
    }

    assertThat(packs)
        .contains(
            PACKS.resolve("business"),
            PACKS.resolve("slo"),
            PACKS.resolve("exchanges"),
            PACKS.resolve("models"),
            PACKS.resolve("chains"));
  }

  @Test
  void drawdownsAndLosingStreaksHaltTrading() throws IOException, RuleFileException {
    Path file = PACKS.resolve("business").resolve(PackSettings.FILE_NAME);
    PackSettings settings = PackSettings.parse(file.toString(), Files.readString(file));
    Set<String> halting = new HashSet<>();
    for (Path rules : files().filter(path -> path.getParent().endsWith("business")).toList()) {
      if (RuleFile.isRuleFile(rules.getFileName().toString())) {
        for (RuleGroup group : RuleFile.parse(rules.toString(), Files.readString(rules)).groups()) {
          group.rules().stream()
              .map(Rule.AlertingRule.class::cast)
              .filter(rule -> settings.of(group, rule).halts().isPresent())
              .forEach(rule -> halting.add(rule.name()));
        }
      }
    }

    assertThat(halting)
        .containsExactlyInAnyOrder(
            "StrategyDrawdownHigh", "StrategySessionDrawdownHigh", "StrategyLossStreak");
  }

  private static PackRules jobRules(List<Path> paths, Duration interval) {
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.RULE_PATHS, paths.stream().map(Path::toString).toList());
    configuration.set(BarographOptions.EVALUATION_INTERVAL, interval);
    configuration.set(BarographOptions.NO_DATA, NoData.RESOLVE);
    return PackRules.read(JobOptions.of(configuration));
  }

  private static List<TestOutcome> failures(RuleTestFile tests)
      throws IOException, RuleFileException {
    return RuleTestRunner.run(tests).stream()
        .filter(outcome -> outcome.status() == Status.FAILED)
        .toList();
  }

  private static Set<String> alertNames(RuleTestFile tests) throws IOException, RuleFileException {
    return rules(tests).stream().map(Rule::name).collect(Collectors.toSet());
  }

  /** The alerts that a rule gives which a series block does not evaluate by itself. */
  private static Set<String> onSeveralSeries(RuleTestFile tests)
      throws IOException, RuleFileException {
    return rules(tests).stream()
        .filter(rule -> SeriesCompiler.compile(rule.expr()) instanceof Compilation.Refusal)
        .map(Rule::name)
        .collect(Collectors.toSet());
  }

  private static List<Rule> rules(RuleTestFile tests) throws IOException, RuleFileException {
    List<Rule> rules = new ArrayList<>();
    for (Path file : tests.ruleFiles()) {
      RuleFile.parse(file.toString(), Files.readString(file))
          .groups()
          .forEach(group -> rules.addAll(group.rules()));
    }
    return rules;
  }

  /** The tests of rule files; those of the rules that settings make are not among them. */
  static List<Path> testFiles() throws IOException {
    return files()
        .filter(ShippedPacksTest::isTest)
        .filter(file -> !file.endsWith("slo/slo_test.yml"))
        .filter(file -> !file.endsWith("exchanges/checks_test.yml"))
        .toList();
  }

  private static boolean isSettings(Path file) {
    return file.endsWith(PackSettings.FILE_NAME);
  }

  private static boolean isTest(Path file) {
    return RuleFile.isTestFile(file.getFileName().toString());
  }

  private static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(PACKS)) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList().stream();
    }
  }
}
