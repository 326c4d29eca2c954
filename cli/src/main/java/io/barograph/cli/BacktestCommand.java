package io.barograph.cli;

import io.barograph.cli.backtest.BacktestResult;
import io.barograph.cli.backtest.BacktestRun;
import io.barograph.cli.backtest.Comparison;
import io.barograph.cli.backtest.Detection;
import io.barograph.cli.backtest.Findings;
import io.barograph.cli.backtest.HtmlReport;
import io.barograph.cli.backtest.Incident;
import io.barograph.cli.backtest.IncidentFile;
import io.barograph.cli.backtest.JsonReport;
import io.barograph.cli.backtest.ProgressLine;
import io.barograph.cli.backtest.TextReport;
import io.barograph.cli.backtest.UnusableInputException;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.StackHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries rules on history. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the job's own pipelines on samples from files and says which alerts would have",
      "fired, for how long, by rule and by hour. Time is taken from the data alone. Order of",
      "files and lines makes no difference; what cannot be read is counted and shown.",
      "Needs no running stack. docs/backtest.md describes formats and output.",
      "Exit status 0 if it ran, 1 if it failed, 2 if packs, files or options are unusable."
    },
    footer = {
      "",
      "Examples:",
      "  barograph backtest --rules docs/examples/backtest/rules --input docs/examples/backtest/load.csv",
      "  barograph backtest --rules my-rules --input jan.jsonl.gz feb.jsonl.gz --output json",
      "  barograph backtest --rules new-rules --against old-rules --input history/",
      "  barograph backtest --rules my-rules --input history/ --incidents incidents.yml --html report.html"
    })
final class BacktestCommand implements Callable<Integer> {
  private static final int MOST_PARALLEL = 4;

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
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "json-lines, csv, openmetrics or remote-write, for all files whatever their endings")
  private String format;

  @Option(names = "--from", paramLabel = "TIME", description = "leave out samples before that time")
  private Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "leave out samples after that time")
  private Instant to;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "interval of rule groups that name none (default: 1m)")
  private Duration interval;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the job's own options, for look-back, no-data policy, series limits and so on")
  private Path config;

  @Option(
      names = "--against",
      arity = "1..*",
      paramLabel = "PACK",
      description =
          "compare with these packs: what --rules adds to, removes from and shifts in them")
  private List<Path> against;

  @Option(
      names = "--incidents",
      paramLabel = "FILE",
      description =
          "incidents {from, to, labels}, YAML or .jsonl: precision, recall, time to detect")
  private Path incidents;

  @Option(
      names = "--output",
      paramLabel = "KIND",
      defaultValue = "text",
      description = "text or json (default: text)")
  private Output output;

  @Option(names = "--html", paramLabel = "FILE", description = "also write a page with a timeline")
  private Path html;

  @Option(
      names = "--transitions",
      paramLabel = "FILE",
      description = "also write every transition, as the topic of alerts would carry it")
  private Path transitions;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "threads that evaluate rules (default: the processors, at most 4)")
  private int parallelism = Math.min(MOST_PARALLEL, Runtime.getRuntime().availableProcessors());

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "1g",
      description = "memory for objects of the process that evaluates (default: 1g)")
  private String heap;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description =
          "keep what the run writes there: 20 bytes a sample, and its log"
              + " (default: a temporary folder that is removed)")
  private Path workDir;

  enum Output {
    text,
    json
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    StackHome home =
        new StackHome(workDir != null ? workDir : Files.createTempDirectory("barograph-backtest"));
    try {
      Optional<List<Incident>> known =
          incidents == null ? Optional.empty() : Optional.of(IncidentFile.read(incidents));
      BacktestRun run = new BacktestRun(home);
      run.execute(
          Installation.current(), heap, arguments(), new ProgressLine(err, System::nanoTime));
      report(run, known);
      removeUnlessKept(home);
      return CommandLine.ExitCode.OK;
    } catch (UnusableInputException unusable) {
      err.println(unusable.getMessage());
      removeUnlessKept(home);
      return CommandLine.ExitCode.USAGE;
    }
  }

  /** What a run that failed has left stays: its log says why. */
  private void removeUnlessKept(StackHome home) throws IOException {
    if (workDir != null) {
      return;
    }
    if (home.exists()) {
      home.purge();
    } else {
      Files.deleteIfExists(home.root());
    }
  }

  private void report(BacktestRun run, Optional<List<Incident>> known) throws IOException {
    BacktestResult result = BacktestResult.read(run);
    Optional<Comparison> comparison = Optional.empty();
    if (against != null) {
      comparison =
          Optional.of(
              Comparison.of(
                  BacktestResult.episodes(run.against()), result.episodes(), result.endOfData()));
    }
    Findings findings =
        new Findings(
            result,
            known.map(all -> Detection.of(result.episodes(), all, result.endOfData())),
            comparison);
    PrintWriter out = spec.commandLine().getOut();
    if (output == Output.json) {
      out.println(JsonReport.of(findings));
      out.flush();
    } else {
      new TextReport(out).print(findings);
    }
    if (html != null) {
      Files.writeString(html, HtmlReport.of(findings));
    }
    if (transitions != null) {
      Files.copy(run.transitions(), transitions, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    rules.forEach(pack -> add(arguments, "--rules", pack));
    inputs.forEach(file -> add(arguments, "--input", file));
    if (against != null) {
      against.forEach(pack -> add(arguments, "--against", pack));
    }
    add(arguments, "--format", format);
    add(arguments, "--config", config);
    add(arguments, "--interval", interval == null ? null : interval.toMillis());
    add(arguments, "--from", from == null ? null : from.toEpochMilli());
    add(arguments, "--to", to == null ? null : to.toEpochMilli());
    add(arguments, "--parallelism", parallelism);
    return arguments;
  }

  private static void add(List<String> arguments, String option, Object value) {
    if (value != null) {
      arguments.add(option);
      arguments.add(value.toString());
    }
  }
}
