package io.barograph.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at who is told of alerts. */
@Command(
    name = "routes",
    mixinStandardHelpOptions = true,
    description = "Shows who is told of alerts by an alertmanager.yml, and why.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RoutesTestCommand.class, RoutesShowCommand.class})
final class RoutesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: test or show");
  }
}
