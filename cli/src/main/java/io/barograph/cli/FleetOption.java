package io.barograph.cli;

import io.barograph.cli.models.FleetTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that name files of units and of their failures. */
final class FleetOption {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description =
          "a file *.csv or *.csv.gz of units: timestamp,unit and a column for each sensor")
  private Path input;

  @Option(
      names = "--labels",
      required = true,
      paramLabel = "FILE",
      description = "when units failed: unit,failure_timestamp")
  private Path labels;

  FleetTable table() throws IOException {
    check("--input", input, spec);
    check("--labels", labels, spec);
    return FleetTable.read(input, labels);
  }

  /** Refuses the value of an option that is no file to read. */
  static void check(String option, Path file, CommandSpec spec) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new ParameterException(
          spec.commandLine(), "%s must be a file, was %s".formatted(option, file));
    }
  }
}
