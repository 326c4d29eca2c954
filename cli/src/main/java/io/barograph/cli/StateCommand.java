package io.barograph.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks into the running job. */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    description = "Asks the running job what it holds: series, alerts and rules.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = StateShowCommand.class)
final class StateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: show");
  }
}
