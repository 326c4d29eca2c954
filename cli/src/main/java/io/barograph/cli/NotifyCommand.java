package io.barograph.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells receivers something. */
@Command(
    name = "notify",
    mixinStandardHelpOptions = true,
    description = "Tries whether receivers can be told of alerts.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = NotifyTestCommand.class)
final class NotifyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: test");
  }
}
