package io.barograph.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keeps alerts quiet for a time. */
@Command(
    name = "silences",
    mixinStandardHelpOptions = true,
    description = "Adds, shows and ends silences: alerts of which nobody is told for a time.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SilencesAddCommand.class,
      SilencesListCommand.class,
      SilencesExpireCommand.class
    })
final class SilencesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: add, list or expire");
  }
}
