package io.barograph.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures business records in files, by the code that measures them in the job. */
@Command(
    name = "measure",
    mixinStandardHelpOptions = true,
    description = {
      "Measures business records in a file by the same code as the job, and prints the figures.",
      "docs/measures.md says what each of them means."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      MeasureTradesCommand.class,
      MeasureReturnsCommand.class,
      MeasureQuotesCommand.class,
      MeasurePredictionsCommand.class
    })
final class MeasureCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: trades, returns, quotes or predictions");
  }
}
