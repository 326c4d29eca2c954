package io.barograph.cli;

import io.barograph.cli.stack.StackException;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.rules.Recordings;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.rules.RunnableRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at rule files. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Reads Prometheus rule files.",
    synopsisSubcommandLabel = "COMMAND")
final class RulesCommand implements Runnable {
  /** As the option {@code rules.evaluation-interval} is by default. */
  private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: check");
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
    List<RuleFile> valid = new ArrayList<>();
    for (Path path : paths) {
      List<Path> files = ruleFiles(path);
      if (files.isEmpty()) {
        throw new StackException(path + " holds no .yml or .yaml file: name a rule file");
      }
      for (Path file : files) {
        try {
          valid.add(RuleFile.parse(file.toString(), Files.readString(file)));
        } catch (RuleFileException e) {
          e.errors().forEach(error -> spec.commandLine().getErr().println(error));
          allWell = false;
        }
      }
    }
    Recordings recordings = new Recordings(valid, DEFAULT_INTERVAL);
    valid.forEach(file -> report(file, recordings));
    spec.commandLine().getOut().flush();
    return allWell ? 0 : 1;
  }

  private void report(RuleFile file, Recordings recordings) {
    RunnableRules.of(file, recordings, EvaluationOptions.DEFAULT)
        .refused()
        .forEach(
            refusal ->
                spec.commandLine().getErr().println("warning: " + refusal + "; a job refuses it"));
    int rules = file.groups().stream().mapToInt(group -> group.rules().size()).sum();
    spec.commandLine()
        .getOut()
        .println("%s: ok, %d groups, %d rules".formatted(file.name(), file.groups().size(), rules));
  }

  private static List<Path> ruleFiles(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new StackException(path + " does not exist: name a rule file or a folder");
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.walk(path)) {
      return new ArrayList<>(
          files
              .filter(file -> RuleFile.isRuleFile(file.getFileName().toString()))
              .sorted()
              .toList());
    }
  }
}
