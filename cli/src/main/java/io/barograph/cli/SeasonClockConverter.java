package io.barograph.cli;

import io.barograph.core.session.SeasonClock;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a session calendar. */
final class SeasonClockConverter implements ITypeConverter<SeasonClock> {
  @Override
  public SeasonClock convert(String text) {
    try {
      return SeasonClock.named(text);
    } catch (IllegalArgumentException unknown) {
      throw new TypeConversionException(unknown.getMessage());
    }
  }
}
