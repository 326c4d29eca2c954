package io.barograph.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at rule files, runs their tests and publishes them. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = {
      "Checks, tests and explains Prometheus rule files; publishes packs of them to the job that"
          + " runs, and takes them back."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RulesCheckCommand.class,
      RulesTestCommand.class,
      RulesExplainCommand.class,
      RulesCoverageCommand.class,
      RulesApplyCommand.class,
      RulesListCommand.class,
      RulesShowCommand.class,
      RulesDiffCommand.class,
      RulesHistoryCommand.class,
      RulesRollbackCommand.class,
      RulesCompareCommand.class,
      RulesPromoteCommand.class,
      RulesWithdrawCommand.class,
      RulesDeleteCommand.class,
      RulesPruneCommand.class
    })
final class RulesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: check, test, explain, coverage, apply, list, show, diff, history,"
            + " rollback, compare, promote, withdraw, delete or prune");
  }
}
