package io.barograph.cli.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a backtest read.
 *
 * @param samples that were taken
 * @param series how many they belong to
 * @param from the first event time; empty without samples
 * @param to the last one
 * @param fromTopics true if topics were read, which are what {@code files} then are
 * @param files in the order of their names, or topics in that of the command
 * @param leftOutRules the names of rules that read alerts, and so were not run
 * @param notes what else is to be known, as sentences without their ends
 */
public record InputReport(
    long samples,
    int series,
    Optional<Instant> from,
    Optional<Instant> to,
    boolean fromTopics,
    List<OfFile> files,
    List<String> leftOutRules,
    List<String> notes) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One file, or one topic.
   *
   * @param logs log records, which only topics have
   * @param leftOut samples outside of the range of time that was asked for
   * @param deadLetters parts that could not be taken
   * @param first the first of them, with their reasons
   */
  public record OfFile(
      String file,
      String format,
      long samples,
      long logs,
      long leftOut,
      long deadLetters,
      List<DeadLine> first) {}

  /**
   * A part that could not be taken.
   *
   * @param partition of its topic; empty in a file
   * @param line its line, or the number of its message, or its offset
   */
  public record DeadLine(OptionalInt partition, long line, String reason, String detail) {
    /** Where it stands in {@code file}: {@code load.csv:3}, {@code barograph.metrics-2@1234}. */
    String place(String file) {
      return partition.isPresent()
          ? "%s-%d@%d".formatted(file, partition.getAsInt(), line)
          : "%s:%d".formatted(file, line);
    }
  }

  static InputReport read(Path file) throws IOException {
    JsonNode json = JSON.readTree(file.toFile());
    List<OfFile> files = new ArrayList<>();
    for (JsonNode one : json.path("files")) {
      List<DeadLine> first = new ArrayList<>();
      for (JsonNode letter : one.path("firstDeadLetters")) {
        boolean isOfTopic = letter.has("partition");
        first.add(
            new DeadLine(
                isOfTopic ? OptionalInt.of(letter.path("partition").asInt()) : OptionalInt.empty(),
                letter.path(isOfTopic ? "offset" : "line").asLong(),
                letter.path("reason").asText(),
                letter.path("detail").asText()));
      }
      files.add(
          new OfFile(
              one.path("file").asText(),
              one.path("format").asText(),
              one.path("samples").asLong(),
              one.path("logs").asLong(),
              one.path("leftOut").asLong(),
              one.path("deadLetters").asLong(),
              first));
    }
    return new InputReport(
        json.path("samples").asLong(),
        json.path("series").asInt(),
        time(json.path("from")),
        time(json.path("to")),
        json.path("fromTopics").asBoolean(),
        files,
        texts(json.path("leftOutRules")),
        texts(json.path("notes")));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static Optional<Instant> time(JsonNode node) {
    return node.isTextual() ? Optional.of(Instant.parse(node.asText())) : Optional.empty();
  }

  /** The parts of all files that could not be taken. */
  public long deadLetters() {
    return files.stream().mapToLong(OfFile::deadLetters).sum();
  }

  /** What was left out, and why, as one sentence; empty if nothing was. */
  public Optional<String> leftOutInWords() {
    return leftOutRules.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "not run, with all rules of their names, since they read ALERTS or ALERTS_FOR_STATE"
                + " and a backtest feeds no alerts back: "
                + String.join(", ", leftOutRules));
  }

  /** The samples of all files outside of the range of time that was asked for. */
  public long leftOut() {
    return files.stream().mapToLong(OfFile::leftOut).sum();
  }
}
