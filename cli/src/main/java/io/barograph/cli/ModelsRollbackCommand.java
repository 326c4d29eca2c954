package io.barograph.cli;

import io.barograph.cli.models.ModelVersions;
import io.barograph.cli.stack.StackException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets the version before predict again. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Lets the version that was promoted before the last one predict again, as 'models promote'"
          + " does.",
      "Exit status 0 if that was written, 1 if there was none, or it cannot be read."
    },
    footer = {
      "",
      "Examples:",
      "  barograph models rollback disks --tell-jobs --comment 'false alarms'",
      "  barograph models list disks             which versions there are"
    })
final class ModelsRollbackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelsOption modelsOption;
  @Mixin private ChangeOption changeOption;
  @Mixin private TellJobsOption tellJobs;

  @Parameters(index = "0", paramLabel = "MODEL", description = "the name of the model")
  private String name;

  private final TellJobsOption.Opener opener;

  ModelsRollbackCommand() {
    this(OrderDeskOption::openModels);
  }

  ModelsRollbackCommand(TellJobsOption.Opener opener) {
    this.opener = opener;
  }

  @Override
  public Integer call() throws InterruptedException {
    ModelVersions models = modelsOption.models();
    int version =
        models
            .before(name)
            .orElseThrow(
                () ->
                    new StackException(
                        "%s: no other version was promoted before; versions: %s"
                            .formatted(name, models.folder().versions(name))));
    ModelsPromoteCommand.promote(
        models,
        name,
        version,
        changeOption.change(System.currentTimeMillis()),
        tellJobs.desk(opener),
        spec.commandLine().getOut());
    return 0;
  }
}
