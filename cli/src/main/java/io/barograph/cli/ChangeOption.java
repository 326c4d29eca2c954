package io.barograph.cli;

import io.barograph.core.rulepack.RulePackHead.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say from when a change of the rules is to hold, and whose it is. */
final class ChangeOption {
  @Option(
      names = "--effective-from",
      paramLabel = "TIME",
      converter = WhenConverter.class,
      description = {
        "from which event time it is to hold: +DURATION from now, or a time such as",
        "2026-01-02T03:04:05Z (default: +5s); jobs that have passed it begin at their next tick"
      })
  private When effectiveFrom = new When(Optional.empty(), Duration.ofSeconds(5));

  @Mixin private AuthorOption author;

  /**
   * A point in time.
   *
   * @param at empty if it is counted from now
   * @param after how long from now
   */
  record When(Optional<Instant> at, Duration after) {
    long millis(long now) {
      return at.map(Instant::toEpochMilli).orElse(now + after.toMillis());
    }
  }

  Change change(long now) {
    return author.change(effectiveFrom.millis(now), now);
  }

  /** How a change is told: {@code from 2026-01-02T03:04:05Z, in 5 s}. */
  static String from(long effectiveFrom, long now) {
    long seconds = Math.round((effectiveFrom - now) / 1000.0);
    String distance =
        seconds > 0 ? "in " + seconds + " s" : "which is past: at the next tick of each job";
    return "from %s, %s".formatted(Instant.ofEpochMilli(effectiveFrom), distance);
  }

  static final class WhenConverter implements ITypeConverter<When> {
    @Override
    public When convert(String text) {
      if (text.startsWith("+")) {
        return new When(Optional.empty(), new DurationConverter().convert(text.substring(1)));
      }
      try {
        return new When(Optional.of(Instant.parse(text)), Duration.ZERO);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'" + text + "' is no time: write it as +90s or 2026-01-02T03:04:05Z");
      }
    }
  }
}
