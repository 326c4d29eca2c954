package io.barograph.cli.csv;

import io.barograph.formats.text.CsvLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * The rows of a CSV file with a header, gzipped if its name ends on {@code .gz}. Fields may stand
 * in double quotes, as RFC 4180 has it, but not run over several lines.
 */
public final class CsvRows {
  private final Path file;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private List<String> fields = List.of();
  private int line;

  private CsvRows(Path file) {
    this.file = file;
  }

  /** Hands each row to {@code each}, as this reader standing on it. */
  public static void read(Path file, Consumer<CsvRows> each) throws IOException {
    CsvRows rows = new CsvRows(file);
    try (BufferedReader lines = lines(file)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        rows.take(text);
        if (rows.line > 1) {
          each.accept(rows);
        }
      }
    }
  }

  /** The names of the columns of a file, from left to right; none of an empty one. */
  public static List<String> header(Path file) throws IOException {
    try (BufferedReader lines = lines(file)) {
      String first = lines.readLine();
      return first == null ? List.of() : new CsvRows(file).split(first);
    }
  }

  private static BufferedReader lines(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return new BufferedReader(
          new InputStreamReader(
              file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
              StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      in.close();
      throw unreadable;
    }
  }

  private void take(String text) {
    fields = split(text);
    line++;
    if (line == 1) {
      for (int i = 0; i < fields.size(); i++) {
        columns.put(fields.get(i), i);
      }
    } else if (fields.size() != columns.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s line %d has %d fields, its header %d: write one row a line",
              file,
              line,
              fields.size(),
              columns.size()));
    }
  }

  private List<String> split(String text) {
    try {
      return CsvLine.split(text);
    } catch (IllegalArgumentException unfit) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s line %d %s", file, line + 1, unfit.getMessage()), unfit);
    }
  }

  /** The names of the columns, from left to right. */
  public List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  /** A field of the row. */
  public String text(String column) {
    Integer at = columns.get(column);
    if (at == null) {
      throw new IllegalArgumentException(
          "%s has no column %s: its header must name it".formatted(file, column));
    }
    return fields.get(at);
  }

  /** A field that is a number; NaN if it is empty. */
  public double number(String column) {
    String text = text(column);
    try {
      return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException notOne) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s line %d: %s must be a number, was %s", file, line, column, text),
          notOne);
    }
  }

  /** A field that is an integer. */
  public long integer(String column) {
    String text = text(column);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notOne) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s line %d: %s must be an integer, was %s", file, line, column, text),
          notOne);
    }
  }

  /** A field of seconds since the epoch, in milliseconds. */
  public long millis(String column) {
    double seconds = number(column);
    if (Double.isNaN(seconds)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s line %d: %s is empty", file, line, column));
    }
    return Math.round(seconds * 1_000);
  }
}
