package io.barograph.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at who is on call. */
@Command(
    name = "oncall",
    mixinStandardHelpOptions = true,
    description = "Shows who is on call.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = OnCallShowCommand.class)
final class OnCallCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: show");
  }
}
