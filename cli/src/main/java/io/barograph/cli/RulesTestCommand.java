package io.barograph.cli;

import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.testlang.RuleTestFile;
import io.barograph.promql.testlang.RuleTestRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs unit tests of rules. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Runs unit tests of rules, in files as promtool test rules reads them: input",
      "series, and which alerts fire and what expressions give at which times.",
      "Rules are evaluated as in a job, but alerts whose data vanishes resolve.",
      "Prints what fails with file, line and both sides, then how many passed,",
      "failed and were skipped, with the reasons.",
      "Exit status 0 if nothing failed, 1 if something did, 2 if a file is unreadable."
    },
    footer = {
      "",
      "Examples:",
      "  barograph rules test rules/system/host_test.yml",
      "  barograph rules test rules/         every *_test.yml below a folder",
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
final class RulesTestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "files of tests or folders of them")
  private List<Path> paths;

  @Override
  public Integer call() throws IOException {
    TestReport report = new TestReport(spec.commandLine().getOut(), spec.commandLine().getErr());
    for (Path path : paths) {
      List<Path> files = Files.isDirectory(path) ? testFiles(path) : List.of(path);
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

  private static List<Path> testFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> RuleFile.isTestFile(file.getFileName().toString()))
          .sorted()
          .toList();
    }
  }
}
