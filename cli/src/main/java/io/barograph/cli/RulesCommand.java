package io.barograph.cli;

import io.barograph.cli.stack.StackException;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileError;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.rules.RunnableRules;
import io.barograph.promql.testlang.RuleTestFile;
import io.barograph.promql.testlang.RuleTestRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at rule files and runs their tests. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Checks and tests Prometheus rule files.",
    synopsisSubcommandLabel = "COMMAND")
final class RulesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: check or test");
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Checks rule files and says everything that is wrong with them, with line and column.",
        "Warns of rules that are valid and that a job of this release refuses, and why.",
        "Exit status 0 if all files are valid, with or without warnings, 1 if not."
      },
      footer = {
        "",
        "Examples:",
        "  barograph rules check rules/system/host.yml",
        "  barograph rules check rules/        the rule files below a folder, without their tests"
      })
  int check(
      @Parameters(
              arity = "1..*",
              paramLabel = "FILE",
              description = "rule files or folders of them")
          List<Path> paths)
      throws IOException {
    boolean allWell = true;
    for (Path path : paths) {
      List<Path> files = ruleFiles(path);
      if (files.isEmpty()) {
        throw new StackException(path + " holds no .yml or .yaml file: name a rule file");
      }
      for (Path file : files) {
        allWell &= check(file);
      }
    }
    spec.commandLine().getOut().flush();
    return allWell ? 0 : 1;
  }

  private boolean check(Path file) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      RuleFile read = RuleFile.parse(file.toString(), Files.readString(file));
      List<RuleFileError> refused = RunnableRules.of(read, EvaluationOptions.DEFAULT).refused();
      refused.forEach(
          refusal ->
              spec.commandLine().getErr().println("warning: " + refusal + "; a job refuses it"));
      int rules = read.groups().stream().mapToInt(group -> group.rules().size()).sum();
      out.println("%s: ok, %d groups, %d rules".formatted(file, read.groups().size(), rules));
      return true;
    } catch (RuleFileException e) {
      e.errors().forEach(error -> spec.commandLine().getErr().println(error));
      return false;
    }
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = {
        "Runs unit tests of rules, files as promtool test rules reads them: input series, and"
            + " which",
        "alerts fire and what expressions give at which times. Rules are evaluated as in a job,"
            + " but",
        "alerts whose data vanishes resolve, as in Prometheus.",
        "Prints what fails with file, line and both sides, then how many passed, failed and were",
        "skipped, with the reasons. rules check says which rules a job refuses.",
        "Exit status 0 if nothing failed, 1 if something did, 2 if a file cannot be read."
      },
      footer = {
        "",
        "Examples:",
        "  barograph rules test rules/system/host_test.yml",
        "  barograph rules test rules/         the tests below a folder, called *_test.yml",
        "",
        "A file of tests:",
        "  rule_files: [host.yml]",
        "  tests:",
        "    - interval: 1m",
        "      input_series:",
        "        - {series: 'up{job=\"api\"}', values: '1 1 0x10'}",
        "      alert_rule_test:",
        "        - eval_time: 7m",
        "          alertname: Down",
        "          exp_alerts: [{exp_labels: {job: api, severity: critical}}]"
      })
  int test(
      @Parameters(
              arity = "1..*",
              paramLabel = "FILE",
              description = "files of tests or folders of them")
          List<Path> paths)
      throws IOException {
    TestReport report = new TestReport(spec.commandLine().getOut(), spec.commandLine().getErr());
    for (Path path : paths) {
      List<Path> files =
          Files.isDirectory(path) ? filesBelow(path, RuleFile::isTestFile) : List.of(path);
      if (files.isEmpty()) {
        report.addUnreadable(path + " holds no *_test.yml or *_test.yaml: name a file of tests");
      }
      files.forEach(file -> test(file, report));
    }
    return report.finish();
  }

  private void test(Path file, TestReport report) {
    try {
      RuleTestFile tests = RuleTestFile.read(file);
      for (String pattern : tests.unmatched()) {
        spec.commandLine()
            .getErr()
            .println("warning: %s: no rule file matches %s".formatted(file, pattern));
      }
      report.add(file.toString(), RuleTestRunner.run(tests));
    } catch (RuleFileException invalid) {
      report.addUnreadable(invalid.getMessage());
    } catch (IOException unreadable) {
      report.addUnreadable(file + " cannot be read: name a file of tests");
    }
  }

  private static List<Path> ruleFiles(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new StackException(path + " does not exist: name a rule file or a folder");
    }
    return Files.isDirectory(path) ? filesBelow(path, RuleFile::isRuleFile) : List.of(path);
  }

  private static List<Path> filesBelow(Path folder, Predicate<String> isWanted) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> isWanted.test(file.getFileName().toString())).sorted().toList();
    }
  }
}
