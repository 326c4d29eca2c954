package io.barograph.cli;

import io.barograph.cli.models.ModelVersions;
import io.barograph.cli.stack.StackException;
import io.barograph.core.rulepack.RulePackHead.Change;
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
      "  barograph models rollback disks --comment 'false alarms'",
      "  barograph models list disks             which versions there are"
    })
final class ModelsRollbackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelsOption modelsOption;
  @Mixin private ChangeOption changeOption;

  @Parameters(index = "0", paramLabel = "MODEL", description = "the name of the model")
  private String name;

  @Override
  public Integer call() {
    ModelVersions models = modelsOption.models();
    int version =
        models
            .before(name)
            .orElseThrow(
                () ->
                    new StackException(
                        "%s: no other version was promoted before; versions: %s"
                            .formatted(name, models.folder().versions(name))));
    Change change = changeOption.change(System.currentTimeMillis());
    ModelsPromoteCommand.promote(models, name, version, change, spec.commandLine().getOut());
    return 0;
  }
}
