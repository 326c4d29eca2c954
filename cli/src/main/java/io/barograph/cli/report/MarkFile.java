package io.barograph.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.backtest.UnusableInputException;
import io.barograph.core.quality.AlertMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A file of what was said of alerts and done about them: one JSON object {@code {alert, mark, at,
 * rating}} a line.
 */
public final class MarkFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private MarkFile() {}

  /**
   * Reads {@code file}.
   *
   * @throws UnusableInputException naming the line, its field, and what is expected
   */
  public static List<AlertMark> read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new UnusableInputException(
          "--marks: %s does not exist or cannot be read; name a file of {alert, mark, at}"
              .formatted(file));
    }
    List<AlertMark> marks = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank()) {
        try {
          marks.add(mark(JSON.readTree(line)));
        } catch (JsonProcessingException malformed) {
          throw wrong(file, number, "is not JSON");
        } catch (IllegalArgumentException wrong) {
          throw wrong(file, number, wrong.getMessage());
        }
      }
    }
    return marks;
  }

  private static AlertMark mark(JsonNode json) {
    String alert = json.path("alert").asText();
    if (alert.isEmpty()) {
      throw new IllegalArgumentException("alert: must be the id of an alert");
    }
    return new AlertMark(
        alert, kind(json.path("mark").asText()), time(json), json.path("rating").asInt());
  }

  private static AlertMark.Kind kind(String name) {
    for (AlertMark.Kind kind : AlertMark.Kind.values()) {
      if (kind.wireName().equals(name.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "mark: must be acknowledged, right, false, acted, automated or rated, was " + name);
  }

  private static long time(JsonNode json) {
    String text = json.path("at").asText();
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException(
          "at: must be a time such as 2026-01-02T03:04:05Z, was " + text, wrong);
    }
  }

  private static UnusableInputException wrong(Path file, int line, String sentence) {
    return new UnusableInputException("--marks: %s:%d: %s".formatted(file, line, sentence));
  }
}
