package io.barograph.cli;

import io.barograph.cli.rules.ExplanationJson;
import io.barograph.cli.rules.ExplanationText;
import io.barograph.cli.rules.Packs;
import io.barograph.cli.rules.RuleFiles;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.explain.RuleExplanation;
import io.barograph.promql.explain.SamplingTimes;
import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.Recordings;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileError;
import io.barograph.promql.rules.RunnableRules;
import io.barograph.promql.rules.RunnableRules.RunnableRule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what rules do when they run. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Says of each rule what a job does with it: whether it runs on each series alone or in two"
          + " stages, what is evaluated beside the samples, into which partitions the rest is"
          + " split, which of them speak without data, what travels, and what a series costs.",
      "The costs are estimated from the figures in docs/benchmarks.md: they compare rules, they do"
          + " not size machines, and what happens in the second stage is not in them.",
      "A recording rule has no paragraph of its own: it is part of the rules that read what it"
          + " records, of all files given.",
      "What the overrides in a pack's barograph.yml say of a rule is shown with it.",
      "Of a rule that a job refuses it says why. What the words mean: docs/rules.md.",
      "Exit status 0 if all files are valid, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph rules explain rules/system/host.yml",
      "  barograph rules explain --json rules/ | jq 'select(.stages == 2)'",
      "  barograph rules explain --scrape-interval 1m --evaluation-interval 5m my-rules.yml"
    })
final class RulesExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "rule files or folders of them")
  private List<Path> paths;

  @Option(names = "--json", description = "print one JSON object a line for each rule")
  private boolean json;

  @Option(
      names = "--scrape-interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "the time between two samples of a series; 15s unless given")
  private Duration scrapeInterval = SamplingTimes.DEFAULT.scrapeInterval();

  @Option(
      names = "--evaluation-interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "the interval of groups that name none, the job's own option; 1m unless given")
  private Duration evaluationInterval = SamplingTimes.DEFAULT.evaluationInterval();

  @Override
  public Integer call() throws IOException {
    SamplingTimes times = new SamplingTimes(scrapeInterval, evaluationInterval);
    List<Path> named = paths.stream().map(RuleFiles::packOf).toList();
    Packs packs = Packs.read(named, spec.commandLine().getErr());
    boolean allWell = packs.areAllRead();
    List<RuleFile> valid = new ArrayList<>();
    for (Path path : RuleFiles.in(named)) {
      Optional<RuleFile> file = RuleFiles.read(path, spec.commandLine().getErr());
      file.ifPresent(valid::add);
      allWell &= file.isPresent();
    }
    valid.addAll(packs.madeRules());
    Recordings recordings = new Recordings(valid, times.evaluationInterval());
    valid.forEach(file -> explain(file, recordings, packs.of(file.name()), times));
    spec.commandLine().getOut().flush();
    return allWell ? 0 : 1;
  }

  private void explain(
      RuleFile file, Recordings recordings, PackSettings pack, SamplingTimes times) {
    PrintWriter out = spec.commandLine().getOut();
    RunnableRules runnable = RunnableRules.of(file, recordings, pack, EvaluationOptions.DEFAULT);
    for (RunnableRule rule : runnable.recoverable()) {
      RuleExplanation explained = RuleExplanation.of(rule, times, EvaluationOptions.DEFAULT);
      out.println(
          json
              ? ExplanationJson.of(file.name(), explained)
              : ExplanationText.of(file.name(), explained) + System.lineSeparator());
    }
    List<RuleFileError> all = new ArrayList<>(runnable.refused());
    all.addAll(pack.unrecovered(runnable));
    for (RuleFileError refused : all) {
      out.println(
          json
              ? ExplanationJson.of(refused)
              : ExplanationText.of(refused) + System.lineSeparator());
    }
  }
}
