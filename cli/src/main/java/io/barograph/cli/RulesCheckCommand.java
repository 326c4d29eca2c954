package io.barograph.cli;

import io.barograph.cli.rules.Packs;
import io.barograph.cli.rules.RuleFiles;
import io.barograph.ml.watch.MissingParts;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.explain.SamplingTimes;
import io.barograph.promql.lint.Finding;
import io.barograph.promql.lint.RuleLint;
import io.barograph.promql.lint.Severity;
import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.Recordings;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileError;
import io.barograph.promql.rules.RunnableRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is wrong with rule files. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks rule files and says everything that is wrong with them, with line and column.",
      "Warns of rules that are valid and that a job of this release refuses, and why.",
      "A pack's barograph.yml is checked with the rule files beside it; name it, or its folder.",
      "With --lint, also looks for rules that cannot do what they are meant to: sides that never"
          + " match, conditions that are never or always true, labels that are gone where they are"
          + " shown, windows too short for their samples, and more. Each finding says what to do;"
          + " its name in brackets is explained in docs/rules.md.",
      "Exit status 0 if all files are valid and have no finding of severity error, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph rules check rules/system/host.yml",
      "  barograph rules check rules/        the rule files below a folder, without their tests",
      "  barograph rules check --lint --scrape-interval 30s rules/"
    })
final class RulesCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "rule files or folders of them")
  private List<Path> paths;

  @Option(names = "--lint", description = "look for rules that cannot work")
  private boolean lint;

  @Option(
      names = "--scrape-interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "with --lint: the time between two samples of a series; 15s unless given")
  private Duration scrapeInterval = RuleLint.DEFAULT_SCRAPE_INTERVAL;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    List<Path> packs = paths.stream().map(RuleFiles::packOf).toList();
    Packs settings = Packs.read(packs.stream().filter(Files::isDirectory).toList(), err);
    boolean allWell = settings.areAllRead();
    boolean allRead = true;
    List<RuleFile> valid = new ArrayList<>();
    for (Path path : RuleFiles.in(packs)) {
      Optional<RuleFile> file = RuleFiles.read(path, err);
      file.ifPresent(valid::add);
      allRead &= file.isPresent();
    }
    valid.addAll(settings.madeRules());
    allWell &= allRead;
    Recordings recordings = new Recordings(valid, SamplingTimes.DEFAULT.evaluationInterval());
    List<RunnableRules> runnable = new ArrayList<>();
    for (RuleFile file : valid) {
      RunnableRules rules =
          RunnableRules.of(file, recordings, settings.of(file.name()), EvaluationOptions.DEFAULT);
      runnable.add(rules);
      allWell &= report(rules);
    }
    for (Map.Entry<Path, PackSettings> pack : settings.settings().entrySet()) {
      allWell &= report(pack.getKey(), pack.getValue(), allRead ? runnable : List.of());
    }
    spec.commandLine().getOut().flush();
    return allWell ? 0 : 1;
  }

  /**
   * Says what is wrong with the settings of a pack; false if anything is.
   *
   * @param all the rules of all files; empty if some cannot be read
   */
  private boolean report(Path file, PackSettings settings, List<RunnableRules> all) {
    List<RunnableRules> pack =
        all.stream().filter(rules -> Packs.holds(file, rules.file().name())).toList();
    List<RuleFileError> problems = all.isEmpty() ? List.of() : settings.problems(pack);
    List<String> missing = MissingParts.of(settings.detectors(), settings.peers());
    problems.forEach(spec.commandLine().getErr()::println);
    missing.forEach(problem -> spec.commandLine().getErr().println(file + ": " + problem));
    boolean isWell = problems.isEmpty() && missing.isEmpty();
    spec.commandLine()
        .getOut()
        .println("%s: %s%s".formatted(file, isWell ? "ok" : "errors", contents(settings)));
    return isWell;
  }

  /** How many entries the lists of a pack have, of those that have any. */
  private static String contents(PackSettings settings) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("overrides", settings.overrides().size());
    sizes.put("slos", settings.slos().size());
    sizes.put("health checks", settings.healthChecks().size());
    sizes.put("patterns", settings.patterns().size());
    sizes.put("recommendations", settings.recommendations().size());
    sizes.put("detectors", settings.detectors().size());
    sizes.put("entities", settings.entities().size());
    sizes.put("forecasts", settings.forecasts().size());
    sizes.put("predictions", settings.predictions().size());
    sizes.put("peers", settings.peers().size());
    return sizes.entrySet().stream()
        .filter(list -> list.getValue() > 0)
        .map(list -> ", %d %s".formatted(list.getValue(), list.getKey()))
        .collect(Collectors.joining());
  }

  /** Says what is to be said of a file; false if a rule of it cannot work. */
  private boolean report(RunnableRules runnable) {
    PrintWriter err = spec.commandLine().getErr();
    RuleFile file = runnable.file();
    runnable
        .refused()
        .forEach(refusal -> err.println("warning: " + refusal + "; a job refuses it"));
    List<Finding> findings = lint ? RuleLint.of(file, scrapeInterval) : List.of();
    findings.forEach(err::println);
    int rules = file.groups().stream().mapToInt(group -> group.rules().size()).sum();
    boolean isWell = findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    spec.commandLine()
        .getOut()
        .println(
            "%s: %s, %d groups, %d rules%s"
                .formatted(
                    file.name(),
                    isWell ? "ok" : "errors",
                    file.groups().size(),
                    rules,
                    lint ? ", " + findings.size() + " findings" : ""));
    return isWell;
  }
}
