package io.barograph.cli.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a backtest read.
 *
 * @param samples that were taken
 * @param series how many they belong to
 * @param from the first event time; empty without samples
 * @param to the last one
 * @param files in the order of their names
 * @param leftOutRules the names of rules that read alerts, and so were not run
 */
public record InputReport(
    long samples,
    int series,
    Optional<Instant> from,
    Optional<Instant> to,
    List<OfFile> files,
    List<String> leftOutRules) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One file.
   *
   * @param leftOut samples outside of the range of time that was asked for
   * @param deadLetters parts that could not be taken
   * @param first the first of them, with their reasons
   */
  public record OfFile(
      String file,
      String format,
      long samples,
      long leftOut,
      long deadLetters,
      List<DeadLine> first) {}

  /**
   * A part that could not be taken.
   *
   * @param line its line, or the number of its message
   */
  public record DeadLine(long line, String reason, String detail) {}

  static InputReport read(Path file) throws IOException {
    JsonNode json = JSON.readTree(file.toFile());
    List<OfFile> files = new ArrayList<>();
    for (JsonNode one : json.path("files")) {
      List<DeadLine> first = new ArrayList<>();
      for (JsonNode letter : one.path("firstDeadLetters")) {
        first.add(
            new DeadLine(
                letter.path("line").asLong(),
                letter.path("reason").asText(),
                letter.path("detail").asText()));
      }
      files.add(
          new OfFile(
              one.path("file").asText(),
              one.path("format").asText(),
              one.path("samples").asLong(),
              one.path("leftOut").asLong(),
              one.path("deadLetters").asLong(),
              first));
    }
    List<String> leftOutRules = new ArrayList<>();
    json.path("leftOutRules").forEach(name -> leftOutRules.add(name.asText()));
    return new InputReport(
        json.path("samples").asLong(),
        json.path("series").asInt(),
        time(json.path("from")),
        time(json.path("to")),
        files,
        leftOutRules);
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
