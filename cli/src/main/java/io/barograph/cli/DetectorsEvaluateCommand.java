package io.barograph.cli;

import io.barograph.cli.detect.DataKind;
import io.barograph.cli.detect.DetectorEvaluation;
import io.barograph.ml.detect.DetectionConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Scores labelled data and measures the scores. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the ensemble, the ensemble without each of its members and each member alone over"
          + " labelled data, and prints what the public scorers say: docs/detection.md.",
      "Figures are at the threshold that was fixed for the kind of data, at the best one of these"
          + " data, and with the threshold of each half of the series on the other half."
    },
    footer = {
      "",
      "Example:",
      "  barograph detectors evaluate --data ../shared/data --scorers ../shared/scorers --sets nab",
    })
final class DetectorsEvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "the folder with a folder for each set")
  private Path data;

  @Option(
      names = "--scorers",
      required = true,
      paramLabel = "DIR",
      description = "the folder of nab_score.py and event_score.py")
  private Path scorers;

  @Option(
      names = "--sets",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "nab,mscloud,asd,smd",
      description = "which sets, apart by commas, default ${DEFAULT-VALUE}")
  private List<String> sets;

  @Option(
      names = "--python",
      paramLabel = "PROGRAM",
      defaultValue = "python3",
      description = "a Python that has numpy, default ${DEFAULT-VALUE}")
  private String python;

  @Option(names = "--brief", description = "leave out the members alone")
  private boolean isBrief;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.isReadable(scorers.resolve("nab_score.py"))) {
      throw new ParameterException(
          spec.commandLine(), "--scorers must be a folder with nab_score.py, was " + scorers);
    }
    List<DataKind> kinds = kinds();
    DetectionConfig config = DetectionConfig.shipped();
    PrintWriter out = spec.commandLine().getOut();
    out.println("Configuration " + config.sha256());
    DetectorEvaluation evaluation = new DetectorEvaluation(config, data, scorers, python);
    for (DataKind kind : kinds) {
      out.println();
      evaluation.table(
          kind,
          isBrief,
          line -> {
            out.println(line);
            out.flush();
          });
    }
    return 0;
  }

  private List<DataKind> kinds() {
    try {
      List<DataKind> kinds = sets.stream().map(DataKind::of).toList();
      for (DataKind kind : kinds) {
        if (!Files.isDirectory(data.resolve(kind.folder()))) {
          throw new IllegalArgumentException("a folder with " + kind.folder() + ", was " + data);
        }
      }
      return kinds;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--data and --sets must fit: " + e.getMessage(), e);
    }
  }
}
