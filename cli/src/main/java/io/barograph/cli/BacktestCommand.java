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
import io.barograph.cli.backtest.NotificationFindings;
import io.barograph.cli.backtest.NotificationTally;
import io.barograph.cli.backtest.ProgressLine;
import io.barograph.cli.backtest.TextReport;
import io.barograph.cli.backtest.UnusableInputException;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.StackException;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tries rules on history. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the job's own pipelines on samples from files or on topics, and says which alerts",
      "would have fired, for how long, by rule and by hour. What cannot be read is counted and",
      "shown. Nothing is published.",
      "",
      "Files: time is taken from the data alone, so the order of files and lines makes no",
      "difference. Needs no running stack.",
      "",
      "Topics: records are read in their order, on the clock that the job has recorded. So it",
      "tells what a job with these rules told of that time. --from is needed.",
      "",
      "docs/backtest.md describes formats and output. Exit status 0 if it ran, 1 if it failed,",
      "2 if packs, files, topics or options are unusable."
    },
    footer = {
      "",
      "Examples:",
      "  barograph backtest --rules docs/examples/backtest/rules --input"
          + " docs/examples/backtest/load.csv",
      "  barograph backtest --rules my-rules --input jan.jsonl.gz feb.jsonl.gz --output json",
      "  barograph backtest --rules new-rules --against old-rules --input history/",
      "  barograph backtest --rules my-rules --input history/ --routing alertmanager.yml",
      "  barograph backtest --rules my-rules --topic barograph.metrics --from 1h",
      "  barograph backtest --rules new-rules --against old-rules --topic barograph.metrics"
          + " barograph.logs --from 2026-01-02T08:00:00Z --to 2026-01-02T09:00:00Z",
      "  barograph backtest --rules my-rules --topic eu.metrics --from 6h"
          + " --bootstrap-servers kafka-1:9092 --topics-prefix eu.",
      "  barograph backtest --rules my-rules --input history/ --incidents incidents.yml --html"
          + " report.html"
    })
final class BacktestCommand implements Callable<Integer> {
  private static final int MOST_PARALLEL = 4;
  private static final String NO_ROUTING =
      "--notifications needs to know who is told: name an alertmanager.yml with --routing, or as"
          + " routing.file in the file of --config";

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
      paramLabel = "FILE",
      description = {
        "files of samples, or folders of them; their endings tell the format:",
        ".jsonl .ndjson .json, .csv, .om .openmetrics, .rw, each also with .gz"
      })
  private List<Path> inputs;

  @Option(
      names = "--topic",
      arity = "1..*",
      paramLabel = "TOPIC",
      description =
          "in place of files: topics that the job reads, by their full names; name all that the"
              + " rules read")
  private List<String> topics;

  @Mixin private KafkaOption kafkaOption;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "json-lines, csv, openmetrics or remote-write, for all files whatever their endings; with"
              + " --topic a format of the job's inputs (default: what --config says, or auto)")
  private String format;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "leave out samples before that time, such as 2026-01-02T08:00:00Z, or 1h for an hour ago;"
              + " of topics what rules look back on is read, too")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "leave out samples after that time (default with --topic: now)")
  private Instant to;

  @Option(
      names = "--warm-up",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "with --topic: how long before --from to begin (default: as long as the rules look back"
              + " and the clauses of their alerts reach)")
  private Duration warmUp;

  @Option(
      names = "--lateness",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "with --topic: how long after their event times records may have been written to it"
              + " (default: 10m)")
  private Duration lateness;

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
      names = "--routing",
      paramLabel = "FILE",
      description =
          "an alertmanager.yml: how many notifications its receivers would get; nobody is told"
              + " anything (default: routing.file of --config)")
  private Path routing;

  @Option(
      names = "--notifications",
      paramLabel = "FILE",
      description = "also write every notification, as its topic would carry it")
  private Path notifications;

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
    checkInput();
    StackHome home =
        new StackHome(workDir != null ? workDir : Files.createTempDirectory("barograph-backtest"));
    try {
      Optional<List<Incident>> known =
          incidents == null
              ? Optional.empty()
              : Optional.of(IncidentFile.read("--incidents", incidents));
      BacktestRun run = new BacktestRun(home);
      run.execute(
          Installation.current(),
          heap,
          arguments(),
          new ProgressLine("samples", err, System::nanoTime));
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
                  BacktestResult.episodes(run.against(), run.earlierAgainst()),
                  result.episodes(),
                  result.endOfData()));
    }
    Findings findings =
        new Findings(
            result,
            notifications(run),
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
    if (notifications != null) {
      if (!Files.exists(run.notifications())) {
        throw new UnusableInputException(NO_ROUTING);
      }
      Files.copy(run.notifications(), notifications, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Optional<NotificationFindings> notifications(BacktestRun run) throws IOException {
    Optional<NotificationTally> before = NotificationTally.read(run.notificationsAgainst());
    return NotificationTally.read(run.notifications())
        .map(told -> new NotificationFindings(told, before));
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    rules.forEach(pack -> add(arguments, "--rules", pack));
    if (topics == null) {
      inputs.forEach(file -> add(arguments, "--input", file));
    } else {
      addTopics(arguments);
    }
    if (against != null) {
      against.forEach(pack -> add(arguments, "--against", pack));
    }
    add(arguments, "--format", format);
    add(arguments, "--config", config);
    add(arguments, "--routing", routing);
    add(arguments, "--interval", interval == null ? null : interval.toMillis());
    add(arguments, "--from", from == null ? null : from.toEpochMilli());
    add(arguments, "--to", to == null ? null : to.toEpochMilli());
    add(arguments, "--parallelism", parallelism);
    return arguments;
  }

  private void addTopics(List<String> arguments) {
    topics.forEach(topic -> add(arguments, "--topic", topic));
    if (kafkaOption.servers().isEmpty() && config != null) {
      add(arguments, "--stack-servers", kafkaOption.addressOfStack());
    } else {
      add(arguments, "--bootstrap-servers", servers());
    }
    add(arguments, "--topics-prefix", kafkaOption.prefix().orElse(null));
    kafkaOption
        .properties()
        .forEach((key, value) -> add(arguments, "--kafka-property", key + '=' + value));
    add(arguments, "--warm-up", warmUp == null ? null : warmUp.toMillis());
    add(arguments, "--lateness", lateness == null ? null : lateness.toMillis());
  }

  private String servers() {
    try {
      return kafkaOption.servers().orElseGet(kafkaOption::ofStack);
    } catch (StackException silent) {
      throw new UnusableInputException(silent.getMessage());
    }
  }

  private void checkInput() {
    if (notifications != null && routing == null && config == null) {
      throw wrong(NO_ROUTING);
    }
    if (inputs != null && topics != null) {
      throw wrong("--input and --topic exclude each other: leave one of them out");
    } else if (inputs == null && topics == null) {
      throw wrong("nothing to read: name files with --input, or topics with --topic");
    } else if (topics == null) {
      if (warmUp != null || lateness != null) {
        throw wrong("--warm-up and --lateness are for --topic: leave them out with --input");
      }
      return;
    }
    if (from == null) {
      throw wrong("--topic needs --from: add, say, --from 1h for the last hour");
    }
    if (to == null) {
      to = Instant.now();
    }
    if (!from.isBefore(to)) {
      throw wrong(
          "--from must be before --to, was %s and %s: swap them or choose others"
              .formatted(from, to));
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private static void add(List<String> arguments, String option, Object value) {
    if (value != null) {
      arguments.add(option);
      arguments.add(value.toString());
    }
  }
}
