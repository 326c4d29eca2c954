package io.barograph.cli;

import io.barograph.cli.measure.FigureTable;
import io.barograph.cli.measure.RecordInput;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The files of a measure command. */
final class MeasureOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "CSV with a header or JSON lines; either of them zipped or not")
  private Path input;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "where the figures go; zipped if it ends on .gz; - for here")
  private String out;

  /** The file to read; the command line is wrong if there is none. */
  RecordInput input() {
    if (!Files.isReadable(input) || Files.isDirectory(input)) {
      throw new ParameterException(
          spec.commandLine(), "--input must be a file that can be read, was " + input);
    }
    return new RecordInput(input, spec.commandLine().getErr(), System::nanoTime);
  }

  /** The file to write; the command line is wrong if its folder is missing. */
  FigureTable out() {
    Path folder = Path.of(out).toAbsolutePath().getParent();
    if (!out.equals("-") && (!Files.isDirectory(folder) || Files.isDirectory(Path.of(out)))) {
      throw new ParameterException(
          spec.commandLine(), "--out must be a file in a folder that exists, was " + out);
    }
    return new FigureTable(out, spec.commandLine().getOut());
  }

  /** Says that the file holds nothing to measure. */
  void tellNothing(String what) {
    spec.commandLine().getErr().println(input + ": there is no " + what + " in it");
    spec.commandLine().getErr().flush();
  }
}
