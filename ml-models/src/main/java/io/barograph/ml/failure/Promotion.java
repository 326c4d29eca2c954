package io.barograph.ml.failure;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * That a version of a model is to predict. Of several that hold at a time, the last holds.
 *
 * @param version of the model
 * @param from the first event time at which it holds, in milliseconds since the epoch
 * @param timeMillis when that was decided
 * @param author who decided it
 * @param comment why
 */
public record Promotion(int version, long from, long timeMillis, String author, String comment) {
  /** The most that a file has. */
  public static final int MOST = 1_000;

  private static final String FORMAT = "version\tfrom\tpromoted\tauthor\tcomment";
  private static final int FIELDS = 5;

  /** The text of promotions, a line each behind a heading, in their order. */
  public static String write(List<Promotion> promotions) {
    StringBuilder text = new StringBuilder(FORMAT).append('\n');
    for (Promotion one : promotions) {
      text.append(one.version)
          .append('\t')
          .append(Instant.ofEpochMilli(one.from))
          .append('\t')
          .append(Instant.ofEpochMilli(one.timeMillis))
          .append('\t')
          .append(oneLine(one.author))
          .append('\t')
          .append(oneLine(one.comment))
          .append('\n');
    }
    return text.toString();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException naming the line, the field and what it must be
   */
  public static List<Promotion> parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(FORMAT)) {
      throw new IllegalArgumentException(
          "line 1: must be the fields \"%s\"".formatted(FORMAT.replace('\t', ' ')));
    }
    if (lines.size() > MOST + 1) {
      throw new IllegalArgumentException(
          "has %d promotions, at most %d are read: take out the oldest"
              .formatted(lines.size() - 1, MOST));
    }
    List<Promotion> promotions = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      promotions.add(line(i + 1, lines.get(i)));
    }
    return promotions;
  }

  private static Promotion line(int number, String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(
          "line %d: must have %d fields with tabs between, has %d"
              .formatted(number, FIELDS, fields.length));
    }
    if (!fields[0].matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "line %d: field \"version\": must be a version, as 3, was \"%s\""
              .formatted(number, fields[0]));
    }
    return new Promotion(
        Integer.parseInt(fields[0]),
        time(number, "from", fields[1]),
        time(number, "promoted", fields[2]),
        fields[3],
        fields[4]);
  }

  private static long time(int number, String field, String text) {
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException noTime) {
      throw new IllegalArgumentException(
          "line %d: field \"%s\": must be a time as 2026-01-02T03:04:05Z, was \"%s\""
              .formatted(number, field, text));
    }
  }
}
