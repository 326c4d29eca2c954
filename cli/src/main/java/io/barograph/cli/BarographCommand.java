package io.barograph.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code barograph} command.
 *
 * <p>Exit statuses: 0 all is well, 1 a problem was found or the command failed, 2 the command line
 * is wrong or a file of tests cannot be read.
 */
@Command(
    name = "barograph",
    mixinStandardHelpOptions = true,
    version = "barograph 0.1.0",
    description = "Watches trading platforms: telemetry in, alerts out.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      AlertsCommand.class,
      IncidentsCommand.class,
      RulesCommand.class,
      RoutesCommand.class,
      SilencesCommand.class,
      OnCallCommand.class,
      AuditCommand.class,
      NotifyCommand.class,
      WatchCommand.class,
      StateCommand.class,
      BacktestCommand.class,
      ReportCommand.class,
      MeasureCommand.class,
      AnomaliesCommand.class,
      CapacityCommand.class,
      ThresholdsCommand.class,
      DetectCommand.class,
      DetectorsCommand.class,
      ForecastCommand.class,
      PredictCommand.class,
      PeersCommand.class,
      ModelsCommand.class,
      BenchCommand.class,
      PromqlCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  barograph demo                   three minutes of alerts, then everything is gone",
      "  barograph up                     start Kafka, Elasticsearch and Flink here",
      "  barograph status                 what runs, where, how far it got",
      "  barograph down --purge           stop it all and remove every file it made",
      "",
      "Exit status: 0 all is well, 1 a problem was found, 2 the command line is wrong."
    })
public final class BarographCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs the command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return commandLine(new BarographCommand());
  }

  static CommandLine commandLine(Object command) {
    return new CommandLine(command)
        .setExecutionExceptionHandler(
            (problem, line, parsed) -> {
              line.getErr().println("barograph: " + ProblemSentence.of(problem));
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
