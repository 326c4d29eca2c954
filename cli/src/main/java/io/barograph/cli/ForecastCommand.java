package io.barograph.cli;

import io.barograph.cli.forecast.ForecastRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Forecasts the series of a file. */
@Command(
    name = "forecast",
    mixinStandardHelpOptions = true,
    description = {
      "Forecasts what follows each series of a file, with the interval in which 95 of 100 values"
          + " lie, by the forecaster of a job: docs/detection.md.",
      "The file has the columns timestamp, series and value; times are milliseconds since the epoch"
          + " and grow; an empty value is missing.",
      "Writes timestamp,series,value,lo,hi, a row for each series and step."
    },
    footer = {
      "",
      "Examples:",
      "  barograph forecast --input load.csv.gz --output forecast.csv",
      "  barograph forecast --input load.csv --horizon 168 --output week.csv"
    })
final class ForecastCommand implements Callable<Integer> {
  private static final int MOST_STEPS = 10_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "the series, *.csv or *.csv.gz")
  private Path input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "the file of forecasts")
  private Path output;

  @Option(
      names = "--horizon",
      paramLabel = "STEPS",
      defaultValue = "48",
      description = "so many steps ahead (default: 48); a step is the time between two values")
  private int horizon;

  @Override
  public Integer call() throws IOException {
    if (horizon < 1 || horizon > MOST_STEPS) {
      throw new ParameterException(
          spec.commandLine(),
          "--horizon must be 1 to %d steps, was %d".formatted(MOST_STEPS, horizon));
    }
    if (!Files.isRegularFile(input)) {
      throw new ParameterException(spec.commandLine(), "--input must be a file, was " + input);
    }
    ForecastRun run = new ForecastRun(horizon);
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(output))) {
      run.run(input, out);
    }
    int series = run.methods().values().stream().mapToInt(Integer::intValue).sum();
    String methods =
        run.methods().entrySet().stream()
            .map(
                one ->
                    "%d by %s"
                        .formatted(
                            one.getValue(),
                            one.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-')))
            .collect(Collectors.joining(", "));
    spec.commandLine()
        .getOut()
        .println(
            "%d series, %d steps each%s%nwritten to %s"
                .formatted(series, horizon, series == 0 ? "" : ": " + methods, output));
    return series > 0 ? 0 : 1;
  }
}
