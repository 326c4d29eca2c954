package io.barograph.cli;

import io.barograph.cli.models.ModelVersions;
import io.barograph.core.rulepack.RulePackHead.Change;
import io.barograph.ml.failure.Promotion;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a version of a model predict. */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    description = {
      "Lets a version of a model predict, from an event time on. A job reads which do when it is"
          + " started: stop it with a savepoint and go on from there. Until that time the version"
          + " before predicts, whenever the job was started.",
      "Exit status 0 if that was written, 1 if the version cannot be read."
    },
    footer = {
      "",
      "Examples:",
      "  barograph models evaluate disks --input april.csv --labels failures.csv",
      "  barograph models promote disks 4 --comment 'better in April'"
    })
final class ModelsPromoteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelsOption modelsOption;
  @Mixin private ChangeOption changeOption;

  @Parameters(index = "0", paramLabel = "MODEL", description = "the name of the model")
  private String name;

  @Parameters(index = "1", paramLabel = "VERSION", description = "which version")
  private int version;

  @Override
  public Integer call() {
    Change change = changeOption.change(System.currentTimeMillis());
    promote(modelsOption.models(), name, version, change, spec.commandLine().getOut());
    return 0;
  }

  /** Promotes a version and says so. */
  static void promote(
      ModelVersions models, String name, int version, Change change, PrintWriter out) {
    Promotion promoted = models.promote(name, version, change);
    out.println(
        "%s: version %d predicts from %s, once jobs are started again from a savepoint"
            .formatted(name, promoted.version(), Instant.ofEpochMilli(promoted.from())));
    out.flush();
  }
}
