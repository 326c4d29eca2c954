package io.barograph.cli;

import io.barograph.core.policy.MeasurePolicies;
import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.RuleFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** By what a measure command judges. */
final class MeasureSettingsOption {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description =
          "a barograph.yml whose section measures says what is judged how (docs/measures.md);"
              + " defaults unless given")
  private Path settings;

  /** What the file says; the command line is wrong if it cannot be used. */
  MeasurePolicies policies() throws IOException {
    if (settings == null) {
      return MeasurePolicies.DEFAULT;
    }
    if (!Files.isReadable(settings) || Files.isDirectory(settings)) {
      throw new ParameterException(
          spec.commandLine(), "--settings must be a file that can be read, was " + settings);
    }
    try {
      return PackSettings.parse(settings.toString(), Files.readString(settings)).measures();
    } catch (RuleFileException invalid) {
      throw new ParameterException(spec.commandLine(), invalid.getMessage(), invalid);
    }
  }
}
