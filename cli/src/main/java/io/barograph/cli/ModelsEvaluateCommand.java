package io.barograph.cli;

import io.barograph.cli.models.FleetTable;
import io.barograph.cli.models.ModelVersions;
import io.barograph.cli.models.VersionEvaluation;
import io.barograph.cli.models.VersionTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares versions of a model on units whose failures are known. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Compares versions of a model, and the rule, on units whose failures are known: a line each,"
          + " for the first warning of each unit and the probabilities of all rows.",
      "Units that a version was trained on flatter it; where the files are those, this is said.",
      "Exit status 0 if all versions could be evaluated, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph models evaluate disks --input april.csv --labels failures.csv",
      "  barograph models evaluate disks 3 4 --input april.csv --labels failures.csv"
    })
final class ModelsEvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelsOption modelsOption;
  @Mixin private FleetOption fleetOption;

  @Parameters(index = "0", paramLabel = "MODEL", description = "the name of the model")
  private String name;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "VERSION",
      description = "which versions (default all)")
  private List<Integer> versions = List.of();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ModelVersions models = modelsOption.models();
    FleetTable table = fleetOption.table();
    VersionEvaluation evaluation = new VersionEvaluation(models, table, new VersionTable(out));
    List<Integer> chosen =
        versions == null || versions.isEmpty() ? models.folder().versions(name) : versions;
    boolean isWhole = !chosen.isEmpty();
    for (int version : chosen) {
      isWhole &= evaluation.add(name, version);
    }
    evaluation.addRule();
    out.flush();
    return isWhole ? 0 : 1;
  }
}
