package io.barograph.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times: {@code 2026-01-02T08:00:00Z}, or how long ago: {@code 1h30m}. */
final class TimeConverter implements ITypeConverter<Instant> {
  private final InstantSource clock;

  TimeConverter() {
    this(InstantSource.system());
  }

  TimeConverter(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String text) {
    try {
      return Character.isDigit(text.isEmpty() ? ' ' : text.charAt(0)) && !text.contains("-")
          ? clock.instant().minus(new DurationConverter().convert(text))
          : Instant.parse(text);
    } catch (DateTimeException | TypeConversionException e) {
      throw new TypeConversionException(
          "'%s' is not a time: write it as 2026-01-02T08:00:00Z, or as 90s, 3m or 1h30m for so long ago"
              .formatted(text));
    }
  }
}
