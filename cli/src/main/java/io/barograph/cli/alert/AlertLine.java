package io.barograph.cli.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How an alert looks as one line of text.
 *
 * @param zone the reader's time zone
 * @param coloured true to mark the status with terminal colours
 */
public record AlertLine(ZoneId zone, boolean coloured) {
  private static final String TERMINAL = "barograph.terminal";
  private static final Set<String> OBVIOUS = Set.of("alertname", "severity", "job", "__name__");
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  /**
   * Lines for the reader of this process: coloured if the launcher says that a terminal reads along
   * and NO_COLOR is not set.
   */
  public static AlertLine forReader() {
    String noColour = System.getenv("NO_COLOR");
    boolean wanted = noColour == null || noColour.isEmpty();
    return new AlertLine(ZoneId.systemDefault(), wanted && Boolean.getBoolean(TERMINAL));
  }

  /** The line of {@code alert}, without a line end. */
  public String of(AlertEvent alert) {
    return "%s  %s  %-2s  %-24s %s  %s  (%s)"
        .formatted(
            time(alert.updatedAt()),
            status(alert.status()),
            alert.priority(),
            alert.name(),
            labels(alert),
            story(alert),
            alert.reason());
  }

  /** An instant as local time beside UTC: {@code 09:15:00 (07:15:00Z)}. */
  public String time(Instant instant) {
    return CLOCK.format(instant.atZone(zone))
        + " ("
        + CLOCK.format(instant.atOffset(ZoneOffset.UTC))
        + "Z)";
  }

  private String status(String status) {
    String padded = "%-8s".formatted(status.toUpperCase(Locale.ROOT));
    if (!coloured) {
      return padded;
    }
    String colour =
        switch (status) {
          case "firing" -> "31;1";
          case "pending" -> "33";
          case "nodata" -> "35;1";
          case "resolved" -> "32";
          default -> "2";
        };
    return "\u001b[" + colour + "m" + padded + "\u001b[0m";
  }

  private static String labels(AlertEvent alert) {
    return alert.labels().entrySet().stream()
        .filter(label -> !OBVIOUS.contains(label.getKey()))
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(" "));
  }

  /** Its summary, if it has one, and how long it lasted, or its value if it has not ended. */
  private static String story(AlertEvent alert) {
    String figure = alert.endsAt().isPresent() ? lasted(alert) : value(alert);
    return Stream.of(alert.annotations().getOrDefault("summary", ""), figure)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String value(AlertEvent alert) {
    return alert.value().map(value -> String.format(Locale.ROOT, "value %.4g", value)).orElse("");
  }

  private static String lasted(AlertEvent alert) {
    Instant began = alert.startsAt().orElse(alert.activeAt());
    return "after " + duration(Duration.between(began, alert.endsAt().orElseThrow()));
  }

  /** A duration for people: {@code 42 s}, {@code 3 min 5 s}, {@code 2 h 10 min}. */
  public static String duration(Duration duration) {
    if (duration.toMinutes() < 1) {
      return duration.toSeconds() + " s";
    }
    if (duration.toHours() < 1) {
      return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
    return duration.toHours() + " h " + duration.toMinutesPart() + " min";
  }
}
