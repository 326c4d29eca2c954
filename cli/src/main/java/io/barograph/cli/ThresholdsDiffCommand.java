package io.barograph.cli;

import io.barograph.cli.rules.RuleFiles;
import io.barograph.cli.stack.StackException;
import io.barograph.cli.threshold.LimitedRule;
import io.barograph.cli.threshold.RuleDiff;
import io.barograph.cli.threshold.ThresholdCsv;
import io.barograph.cli.threshold.ThresholdPage;
import io.barograph.cli.threshold.ThresholdRun;
import io.barograph.cli.threshold.ThresholdText;
import io.barograph.core.detect.Bounds;
import io.barograph.promql.rules.ConstantLimit;
import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.RuleFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says of each rule with a constant threshold what a dynamic one would be. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Compares, on files of samples, the constant threshold of each alerting rule, such as"
          + " node_load1 > 4, with the dynamic bounds of each of its series: by the hour of the"
          + " day and the kind of day, how high both are, what was seen, and how often each"
          + " was crossed. For the monthly review of thresholds: docs/detection.md.",
      "",
      "Other conditions, such as a rate or a sum, are left out and named: record them first.",
      "Exit status 0 if there was something to compare, 1 if not, 2 if options are unusable."
    },
    footer = {
      "",
      "Examples:",
      "  barograph thresholds diff --rules my-rules --input history/",
      "  barograph thresholds diff --rules load.yml --input jan.csv.gz --html jan.html"
    })
final class ThresholdsDiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--rules",
      arity = "1..*",
      required = true,
      paramLabel = "PACK",
      description = "rule packs: folders of Prometheus rule files, or single files")
  private List<Path> rules;

  @Option(
      names = "--input",
      arity = "1..*",
      required = true,
      paramLabel = "FILE",
      description = {
        "files of samples, or folders of them; their endings tell the format:",
        ".jsonl .ndjson .json, .csv, .om .openmetrics, .rw, each also with .gz"
      })
  private List<Path> inputs;

  @Option(
      names = "--look-back",
      paramLabel = "TIME",
      defaultValue = "7d",
      converter = DurationConverter.class,
      description = "dynamic bounds are learned from so long, 1d to 35d (default: 7d)")
  private Duration lookBack;

  @Option(
      names = "--margin",
      paramLabel = "N",
      defaultValue = "1.5",
      description = "times the 99th percentile of what lay from the expected value (default: 1.5)")
  private double margin;

  @Mixin private CalendarOption calendar;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "also write a row for each rule, series and season")
  private Path csv;

  @Option(names = "--html", paramLabel = "FILE", description = "also write a page with plots")
  private Path html;

  @Override
  public Integer call() throws IOException {
    Bounds bounds;
    try {
      bounds = new Bounds(lookBack, margin);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(
          spec.commandLine(), "--look-back or --margin: " + wrong.getMessage());
    }
    List<String> others = new ArrayList<>();
    ThresholdRun run = new ThresholdRun(limited(others), bounds, calendar.clock());
    try {
      for (Path file : files()) {
        run.read(file);
      }
    } catch (IllegalArgumentException unusable) {
      throw new StackException(unusable.getMessage());
    }
    List<RuleDiff> diffs = run.diffs();
    report(diffs, others, run);
    return diffs.isEmpty() ? 1 : 0;
  }

  private List<LimitedRule> limited(List<String> others) throws IOException {
    List<LimitedRule> limited = new ArrayList<>();
    for (Path file : RuleFiles.in(rules)) {
      RuleFile read =
          RuleFiles.read(file, spec.commandLine().getErr())
              .orElseThrow(() -> new StackException(file + " is no rule file"));
      read.groups().stream()
          .flatMap(group -> group.rules().stream())
          .filter(AlertingRule.class::isInstance)
          .forEach(
              rule -> {
                Optional<ConstantLimit> limit = ConstantLimit.of(rule.expr());
                limit.ifPresentOrElse(
                    found -> limited.add(new LimitedRule(rule.name(), rule.query(), found)),
                    () -> others.add(rule.name()));
              });
    }
    return limited;
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path input : inputs) {
      if (!Files.exists(input)) {
        throw new StackException(input + " does not exist: name a file of samples or a folder");
      }
      try (Stream<Path> below = Files.walk(input)) {
        below.filter(Files::isRegularFile).sorted().forEach(files::add);
      }
    }
    return files;
  }

  private void report(List<RuleDiff> diffs, List<String> others, ThresholdRun run)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ThresholdText.print(diffs, calendar.clock().zone(), out);
    if (!others.isEmpty()) {
      out.println("no constant threshold on one series, left out: " + String.join(", ", others));
    }
    if (run.refused() > 0) {
      out.println("%d lines left out; the first: %s".formatted(run.refused(), run.firstRefused()));
    }
    if (diffs.isEmpty()) {
      out.println(
          "nothing to compare: the files hold no series of such a rule of more than a few hours");
    }
    if (csv != null) {
      try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(csv))) {
        ThresholdCsv.write(diffs, file);
      }
    }
    if (html != null) {
      Files.writeString(html, ThresholdPage.of(diffs, calendar.clock().zone()));
    }
    out.flush();
  }
}
