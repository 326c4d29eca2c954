package io.barograph.cli;

import io.barograph.cli.models.FleetTable;
import io.barograph.cli.models.ModelVersions;
import io.barograph.cli.models.VersionTable;
import io.barograph.cli.stack.StackException;
import io.barograph.ml.failure.FoldedPredictions;
import io.barograph.ml.failure.LeadBand;
import io.barograph.ml.failure.TrainedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains the next version of a model. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains the next version of a model of failures and writes it, with its figures on units that"
          + " it did not see (by five folds). It predicts nothing until it is promoted, or named as"
          + " shadow of an entry of predictions: docs/detection.md.",
      "Sensors are called as the metrics of the job are. Rows are evenly spaced, as the steps of"
          + " the entry; --lead-min and --lead-max are its lead and horizon. At least "
          + FoldedPredictions.FEWEST
          + " units must have failed.",
      "Exit status 0 if it was written, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph models train disks --input disks.csv --labels failures.csv",
      "  barograph models train disks --input disks.csv --labels failures.csv --comment 'with"
          + " March'"
    })
final class ModelsTrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelsOption modelsOption;
  @Mixin private FleetOption fleetOption;
  @Mixin private LeadOption leadOption;
  @Mixin private AuthorOption author;

  @Parameters(index = "0", paramLabel = "MODEL", description = "the name of the model")
  private String name;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ModelVersions models = modelsOption.models();
    LeadBand band = leadOption.band();
    FleetTable table = fleetOption.table();
    long now = System.currentTimeMillis();
    try {
      TrainedModel trained = models.train(name, table, band, author.change(now, now));
      new VersionTable(out)
          .add(Integer.toString(trained.version()), trained.note().figures(), "by five folds");
      out.println(
          "%s written; let it predict: barograph models promote %s %d"
              .formatted(models.folder().file(name, trained.version()), name, trained.version()));
      out.flush();
      return 0;
    } catch (IllegalArgumentException wrong) {
      throw new StackException("%s is not trained: %s".formatted(name, wrong.getMessage()), wrong);
    }
  }
}
