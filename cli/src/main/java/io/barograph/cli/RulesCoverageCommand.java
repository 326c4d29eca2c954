package io.barograph.cli;

import io.barograph.cli.rules.CoverageReport;
import io.barograph.cli.rules.FiredAlerts;
import io.barograph.cli.rules.Packs;
import io.barograph.cli.rules.RuleFiles;
import io.barograph.cli.rules.SeriesLines;
import io.barograph.cli.stack.StackException;
import io.barograph.promql.coverage.AlertUse;
import io.barograph.promql.coverage.RuleCoverage;
import io.barograph.promql.rules.RuleFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says which metrics have no rule, which rules no metric, and which alerts never fired. */
@Command(
    name = "coverage",
    mixinStandardHelpOptions = true,
    description = {
      "Compares rules with the series that there are: which metrics no rule reads, and which rules"
          + " read no metric of the list. Where series have the labels service or strategy, also"
          + " which services and strategies no rule reads a series of.",
      "A metric that one of the rules records is there for the others. A line that is a metric name"
          + " alone may stand for any labels.",
      "With --alerts also which alerts never fired, by the records of the alerts topic; with"
          + " --commands besides, on which of those that did nobody ever acted.",
      "Exit status 0 if all rule files are valid, whatever the coverage is, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph rules coverage rules/ --metrics names.txt",
      "  curl -s localhost:9100/metrics | barograph rules coverage rules/system --metrics -",
      "  barograph rules coverage rules/ --metrics samples.jsonl --json",
      "  kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic barograph.alerts"
          + " --from-beginning --timeout-ms 5000 > alerts.jsonl",
      "  barograph rules coverage rules/ --metrics names.txt --alerts alerts.jsonl"
          + " --commands acks.jsonl"
    })
final class RulesCoverageCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RULES", description = "rule files or folders of them")
  private List<Path> paths;

  @Option(
      names = "--metrics",
      required = true,
      paramLabel = "FILE",
      description =
          "series, one a line: a metric name, a line of OpenMetrics, or a JSON sample with name and"
              + " labels; - for stdin")
  private Path metrics;

  @Option(
      names = "--alerts",
      paramLabel = "FILE",
      description = "records of the alerts topic, one a line: says which alerts never fired")
  private Path alerts;

  @Option(
      names = "--commands",
      paramLabel = "FILE",
      description =
          "what people did about alerts, JSON lines with the field alert (its id or fingerprint);"
              + " needs --alerts")
  private Path commands;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    List<RuleFile> files = new ArrayList<>();
    boolean allWell = true;
    for (Path path : RuleFiles.in(paths)) {
      Optional<RuleFile> file = RuleFiles.read(path, spec.commandLine().getErr());
      file.ifPresent(files::add);
      allWell &= file.isPresent();
    }
    Packs packs = Packs.read(paths, spec.commandLine().getErr());
    files.addAll(packs.madeRules());
    allWell &= packs.areAllRead();
    CoverageReport report =
        new CoverageReport(
            RuleCoverage.of(
                files, SeriesLines.parse(metrics.toString(), metricLines()), alertUse()));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(report.json());
    } else {
      report.lines().forEach(out::println);
    }
    out.flush();
    return allWell ? 0 : 1;
  }

  private Optional<AlertUse> alertUse() throws IOException {
    if (alerts == null && commands != null) {
      throw new StackException("--commands needs --alerts: commands name alerts, not rules");
    } else if (alerts == null) {
      return Optional.empty();
    }
    FiredAlerts fired = FiredAlerts.parse(alerts.toString(), linesOf(alerts, "alerts"));
    return Optional.of(
        commands == null
            ? fired.use()
            : fired.use(commands.toString(), linesOf(commands, "commands")));
  }

  private static List<String> linesOf(Path file, String what) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new StackException(
          "%s does not exist: name a file of %s, one a line".formatted(file, what));
    }
    return Files.readAllLines(file);
  }

  private List<String> metricLines() throws IOException {
    if (metrics.toString().equals("-")) {
      return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
          .lines()
          .toList();
    }
    return linesOf(metrics, "series");
  }
}
