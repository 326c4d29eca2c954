package io.barograph.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trained models of failures, and their versions. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Trains models of failures, and says which of their versions predict.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ModelsTrainCommand.class,
      ModelsEvaluateCommand.class,
      ModelsListCommand.class,
      ModelsPromoteCommand.class,
      ModelsRollbackCommand.class
    })
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
