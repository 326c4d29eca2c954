package io.barograph.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Scores decisions of the job on published data and on scheduled faults. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Scores decisions of the job on published data and on scheduled faults, by the same code as"
          + " the job.",
      "docs/benchmarks.md holds the figures and what is compared."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BenchRootCauseCommand.class,
      BenchAlarmsCommand.class,
      BenchDetectionCommand.class
    })
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: root-cause, alarms or detection");
  }
}
