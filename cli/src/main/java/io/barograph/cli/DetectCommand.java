package io.barograph.cli;

import io.barograph.cli.detect.DetectionRun;
import io.barograph.cli.detect.ScoreTable;
import io.barograph.cli.detect.SeriesScoring;
import io.barograph.core.detect.MetricType;
import io.barograph.ml.detect.DetectionConfig;
import io.barograph.ml.detect.Detectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Scores the records of files. */
@Command(
    name = "detect",
    mixinStandardHelpOptions = true,
    description = {
      "Scores how unusual each record of files is, by those before it: docs/detection.md.",
      "A file has the columns timestamp, series and value, or timestamp and one column for each"
          + " metric of an entity, which is then scored as a whole. Times are milliseconds since"
          + " the epoch and grow; an empty value is missing.",
      "Writes file,timestamp,anomaly_score,expected,lower,upper,reason,deviation,metric, a row for"
          + " each record; file is the series, or the name of the entity's file.",
      "Prints the hash of the configuration, which is the same for all series."
    },
    footer = {
      "",
      "Examples:",
      "  barograph detect --input cpu.csv --output scores.csv",
      "  barograph detect --detector robust-z --input folder --output scores.csv.gz"
    })
final class DetectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--detector",
      paramLabel = "NAME",
      defaultValue = Detectors.ENSEMBLE,
      description =
          "ensemble (default), three-sigma, robust-z, ewma, moving-average, seasonal,"
              + " log-seasonal, range, novelty, jump, shape, random-cut-forest, lstm or"
              + " isolation-forest")
  private String detector;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      defaultValue = "auto",
      description =
          "what the values are: gauge, counter (how fast it rises is scored, per second), or auto:"
              + " counters are the series whose name ends on _total or _bucket (default: auto)")
  private String type;

  @Mixin private CalendarOption calendar;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description = "a file *.csv or *.csv.gz, or a folder of such")
  private Path input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "the file of scores, zipped if it ends on .gz")
  private Path output;

  @Override
  public Integer call() throws IOException {
    if (!Detectors.names().contains(detector)) {
      throw new ParameterException(
          spec.commandLine(),
          "--detector must be one of %s, was %s".formatted(Detectors.names(), detector));
    }
    Detectors.missing(detector)
        .ifPresent(
            problem -> {
              throw new ParameterException(spec.commandLine(), "--detector " + problem);
            });
    if (!Files.isReadable(input)) {
      throw new ParameterException(
          spec.commandLine(), "--input must be a file or a folder, was " + input);
    }
    MetricType values =
        MetricType.ofWireName(type)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "--type must be one of %s, was %s"
                            .formatted(MetricType.wireNames(), type)));
    DetectionConfig config = DetectionConfig.shipped();
    try (ScoreTable table = new ScoreTable(output)) {
      DetectionRun run =
          new DetectionRun(new SeriesScoring(detector, config, values, calendar.clock()), table);
      run.read(input);
      spec.commandLine()
          .getOut()
          .println("%d records, configuration %s".formatted(run.rows(), config.sha256()));
      return run.rows() > 0 ? 0 : 1;
    }
  }
}
