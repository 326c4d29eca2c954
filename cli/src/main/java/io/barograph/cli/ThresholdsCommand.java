package io.barograph.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at the thresholds of rules. */
@Command(
    name = "thresholds",
    mixinStandardHelpOptions = true,
    description = "Compares the constant thresholds of rules with dynamic ones.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ThresholdsDiffCommand.class})
final class ThresholdsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: diff");
  }
}
