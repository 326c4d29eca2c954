package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.rules.Condition;
import io.barograph.promql.rules.Recordings;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileError;
import io.barograph.promql.rules.RunnableRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A job takes the rules that people really have. */
class RuleCorpusTest {
  private static final int FILES = 289;

  /** Alerting rules that a job runs: all but six whose templates query. */
  private static final int ALERTS = 1_421;

  @Test
  void runsTheAlertingRulesOfPublicRuleFiles() throws Exception {
    Path folder = Path.of(System.getProperty("shared.data", "../shared/data"), "promql", "rules");
    assumeTrue(Files.exists(folder), "skipped: there is no " + folder);
    int files = 0;
    int onSeries = 0;
    int onPartitions = 0;
    List<String> refused = new ArrayList<>();
    for (Path file : ruleFiles(folder)) {
      files++;
      // One corpus was rendered by hand and has a placeholder left.
      String text = Files.readString(file).replace("humanizeDuration ERBTPL", "humanizeDuration 0");
      RuleFile read = RuleFile.parse(file.toString(), text);
      Recordings recordings = new Recordings(List.of(read), Duration.ofMinutes(1));
      RunnableRules runnable = RunnableRules.of(read, recordings, EvaluationOptions.DEFAULT);
      for (RunnableRules.RunnableRule rule : runnable.rules()) {
        if (rule.condition() instanceof Condition.OfSeries) {
          onSeries++;
        } else {
          onPartitions++;
        }
      }
      runnable.refused().stream().map(RuleFileError::toString).forEach(refused::add);
    }
    refused.forEach(reason -> System.out.println("refused: " + reason));
    System.out.printf(
        "rules of a job: %d passed, 0 failed, %d skipped (%d on one series, %d on several)%n",
        onSeries + onPartitions, refused.size(), onSeries, onPartitions);
    assertThat(files).isGreaterThanOrEqualTo(FILES);
    assertThat(onSeries + onPartitions).isGreaterThanOrEqualTo(ALERTS);
    assertThat(refused)
        .allMatch(reason -> reason.matches(".*(calls query|sub-query must have at most).*"));
  }

  private static List<Path> ruleFiles(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(ya?ml|rules)"))
          .sorted()
          .toList();
    }
  }
}
