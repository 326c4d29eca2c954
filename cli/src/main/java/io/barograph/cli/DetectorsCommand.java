package io.barograph.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What detectors are worth. */
@Command(
    name = "detectors",
    mixinStandardHelpOptions = true,
    description = "Measures the detectors of anomalies.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DetectorsEvaluateCommand.class})
final class DetectorsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
