package io.barograph.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What people say of anomalies. */
@Command(
    name = "anomalies",
    mixinStandardHelpOptions = true,
    description = "Tells a running job what anomalies were.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {AnomaliesLabelCommand.class})
final class AnomaliesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: label");
  }
}
