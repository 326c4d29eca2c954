package io.barograph.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 90s}, {@code 3m}, {@code 1h30m}, {@code 7d}. */
final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      String upper = text.toUpperCase(Locale.ROOT);
      int days = upper.indexOf('D') + 1;
      String time = upper.substring(days);
      return Duration.parse("P" + upper.substring(0, days) + (time.isEmpty() ? "" : "T" + time));
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration: write it as 90s, 3m, 1h30m or 7d");
    }
  }
}
