package io.barograph.cli.live;

import io.barograph.core.log.LogRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines that all servers of the stack log in one form. */
final class StackLogLine {
  private static final Pattern LINE =
      Pattern.compile(
          "(?<time>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z) (?<level>[A-Z]{4,5}) +"
              + "\\[(?<thread>.*?)] (?<logger>\\S+) - (?<message>.*)");

  private StackLogLine() {}

  /** The record of {@code line}; empty for a line that continues another, as in a stack trace. */
  static Optional<LogRecord> parse(String service, String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new LogRecord(
            Instant.parse(matcher.group("time")).toEpochMilli(),
            matcher.group("level"),
            service,
            "",
            "",
            matcher.group("message"),
            Map.of("thread", matcher.group("thread"), "logger", matcher.group("logger"))));
  }
}
