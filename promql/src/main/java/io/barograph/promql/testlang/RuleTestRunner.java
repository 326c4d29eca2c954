package io.barograph.promql.testlang;

import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileError;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.rules.RuleGroup;
import io.barograph.promql.testlang.RuleTestFile.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs unit tests of rules; the verdict on each file is promtool's. */
public final class RuleTestRunner {
  private RuleTestRunner() {}

  /**
   * What became of every expectation of a file, in its order, and of rules that failed, with
   * Prometheus's look-back.
   *
   * @throws RuleFileException if anything is wrong with the rule files, with all that is wrong
   */
  public static List<TestOutcome> run(RuleTestFile tests) throws IOException, RuleFileException {
    return run(tests, Duration.ofMillis(EvaluationOptions.DEFAULT.lookBackMillis()));
  }

  /**
   * What became of every expectation of a file, in its order, and of rules that failed.
   *
   * @param lookBack how old the newest sample of a series may be, above 0
   * @throws RuleFileException if anything is wrong with the rule files, with all that is wrong
   */
  public static List<TestOutcome> run(RuleTestFile tests, Duration lookBack)
      throws IOException, RuleFileException {
    EvaluationOptions options =
        new EvaluationOptions(
            lookBack.toMillis(),
            tests.evaluationInterval().toMillis(),
            EvaluationOptions.DEFAULT.delaysNameRemoval(),
            0,
            Optional.empty());
    List<RuleGroup> groups = groups(tests);
    List<TestOutcome> outcomes = new ArrayList<>();
    for (Case one : tests.cases()) {
      outcomes.addAll(new RuleTestCaseRun(tests, one, groups, options).run());
    }
    return List.copyOf(outcomes);
  }

  private static List<RuleGroup> groups(RuleTestFile tests) throws IOException, RuleFileException {
    List<RuleGroup> groups = new ArrayList<>();
    List<RuleFileError> errors = new ArrayList<>();
    for (Path file : tests.ruleFiles()) {
      try {
        groups.addAll(groups(file));
      } catch (RuleFileException invalid) {
        errors.addAll(invalid.errors());
      }
    }
    if (!errors.isEmpty()) {
      throw new RuleFileException(errors);
    }
    Map<String, Integer> order = new HashMap<>();
    tests.groupOrder().forEach(name -> order.put(name, order.size()));
    groups.sort(Comparator.comparing(group -> order.getOrDefault(group.name(), 0)));
    return groups;
  }

  /** The groups of a rule file, or those that the settings of a pack make. */
  private static List<RuleGroup> groups(Path file) throws IOException, RuleFileException {
    String text = Files.readString(file);
    return file.endsWith(PackSettings.FILE_NAME)
        ? PackSettings.parse(file.toString(), text)
            .madeRules()
            .map(RuleFile::groups)
            .orElse(List.of())
        : RuleFile.parse(file.toString(), text).groups();
  }
}
