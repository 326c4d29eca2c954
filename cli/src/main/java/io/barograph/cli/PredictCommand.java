package io.barograph.cli;

import io.barograph.cli.predict.FleetFile;
import io.barograph.cli.predict.PredictionRun;
import io.barograph.cli.predict.WarningTable;
import io.barograph.ml.failure.Fleet;
import io.barograph.ml.failure.FoldedPredictions;
import io.barograph.ml.failure.LeadBand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Warns of units that are going to fail. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = {
      "Warns of units, such as disks or engines, that are going to fail: docs/detection.md.",
      "The file has the columns timestamp and unit, and one for each sensor; a column cycle is left"
          + " out. Times are milliseconds since the epoch and grow from row to row of a unit; an"
          + " empty value is missing.",
      "Without labels it warns by rule, when the sensors of a unit have together drifted away from"
          + " its beginning. With labels it learns how long units have left: a unit that failed is"
          + " judged by what other units taught, one that did not by all of them, and how good the"
          + " warnings were is printed; --lead-min and --lead-max hold with labels alone.",
      "Writes unit,timestamp,probability,measure,bound,reason, a row where a warning begins;"
          + " measure is the hours left, or the drift in deviations of noise."
    },
    footer = {
      "",
      "Examples:",
      "  barograph predict --input disks.csv --output warnings.csv",
      "  barograph predict --input disks.csv --labels failures.csv --output warnings.csv"
    })
final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private LeadOption leadOption;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "a file *.csv or *.csv.gz")
  private Path input;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "when units failed: unit,failure_timestamp; at least "
              + FoldedPredictions.FEWEST
              + " of the input")
  private Path labels;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "the file of warnings, zipped if it ends on .gz")
  private Path output;

  @Override
  public Integer call() throws IOException {
    FleetOption.check("--input", input, spec);
    if (labels != null) {
      FleetOption.check("--labels", labels, spec);
    }
    LeadBand band = leadOption.band();
    Fleet fleet = FleetFile.rows(input);
    PrintWriter out = spec.commandLine().getOut();
    try (WarningTable table = new WarningTable(output)) {
      PredictionRun run = new PredictionRun(fleet, table);
      if (labels == null) {
        run.byRule();
      } else {
        Map<String, Long> failures = FleetFile.failures(labels);
        out.println("by folds: " + run.byFailures(failures, band));
      }
      out.println("%d units, warned of %d".formatted(fleet.units().size(), table.units()));
      return fleet.units().isEmpty() ? 1 : 0;
    }
  }
}
