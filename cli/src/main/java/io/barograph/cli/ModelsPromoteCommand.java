package io.barograph.cli;

import io.barograph.cli.models.ModelDesk;
import io.barograph.cli.models.ModelVersions;
import io.barograph.cli.stack.StackException;
import io.barograph.core.detect.ModelPromotion;
import io.barograph.core.rulepack.RulePackHead.Change;
import io.barograph.ml.failure.Promotion;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
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
          + " started, and is told while it runs with --tell-jobs, if models is one of its inputs."
          + " Until that time the version before predicts, whenever the job was started or told.",
      "Exit status 0 if that was written, and told if asked for; 1 if the version cannot be read,"
          + " or jobs cannot be told: then it is promoted for those that start."
    },
    footer = {
      "",
      "Examples:",
      "  barograph models evaluate disks --input april.csv --labels failures.csv",
      "  barograph models promote disks 4 --comment 'better in April'",
      "  barograph models promote disks 4 --tell-jobs --effective-from +10m"
    })
final class ModelsPromoteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelsOption modelsOption;
  @Mixin private ChangeOption changeOption;
  @Mixin private TellJobsOption tellJobs;

  @Parameters(index = "0", paramLabel = "MODEL", description = "the name of the model")
  private String name;

  @Parameters(index = "1", paramLabel = "VERSION", description = "which version")
  private int version;

  private final TellJobsOption.Opener opener;

  ModelsPromoteCommand() {
    this(OrderDeskOption::openModels);
  }

  ModelsPromoteCommand(TellJobsOption.Opener opener) {
    this.opener = opener;
  }

  @Override
  public Integer call() throws InterruptedException {
    promote(
        modelsOption.models(),
        name,
        version,
        changeOption.change(System.currentTimeMillis()),
        tellJobs.desk(opener),
        spec.commandLine().getOut());
    return 0;
  }

  /** Promotes a version, tells jobs of it if there is a desk, and says so. */
  static void promote(
      ModelVersions models,
      String name,
      int version,
      Change change,
      Optional<ModelDesk> jobs,
      PrintWriter out)
      throws InterruptedException {
    Promotion promoted = models.promote(name, version, change);
    if (jobs.isPresent()) {
      tell(jobs.get(), promoted, models.text(name, promoted.version()), name);
    }
    out.println(
        "%s: version %d predicts from %s, %s"
            .formatted(
                name,
                promoted.version(),
                Instant.ofEpochMilli(promoted.from()),
                jobs.isPresent()
                    ? "in jobs that have an input of the format models"
                    : "once jobs are started again from a savepoint, or told with --tell-jobs"));
    out.flush();
  }

  private static void tell(ModelDesk jobs, Promotion promoted, String text, String name)
      throws InterruptedException {
    ModelPromotion promotion =
        new ModelPromotion(
            "",
            name,
            promoted.version(),
            promoted.timeMillis() + OrderOption.LEAD_MILLIS,
            promoted.from(),
            promoted.timeMillis(),
            text);
    try {
      jobs.tell(promotion, promoted.author(), promoted.comment());
    } catch (StackException e) {
      throw new StackException(
          "%s; %s: version %d is promoted for jobs that start, and running ones do not know: say it again"
              .formatted(e.getMessage(), name, promoted.version()),
          e);
    }
  }
}
