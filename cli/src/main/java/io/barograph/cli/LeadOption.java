package io.barograph.cli;

import io.barograph.ml.failure.LeadBand;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that say how long before a failure a warning must come. */
final class LeadOption {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--lead-min",
      paramLabel = "TIME",
      defaultValue = "10h",
      converter = DurationConverter.class,
      description = "a warning must come so long before the failure (default 10h)")
  private Duration leadMin;

  @Option(
      names = "--lead-max",
      paramLabel = "TIME",
      defaultValue = "50h",
      converter = DurationConverter.class,
      description = "and not longer before it than this (default 50h)")
  private Duration leadMax;

  LeadBand band() {
    try {
      return LeadBand.of(leadMin, leadMax);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(
          spec.commandLine(), "--lead-min and --lead-max: " + wrong.getMessage(), wrong);
    }
  }
}
