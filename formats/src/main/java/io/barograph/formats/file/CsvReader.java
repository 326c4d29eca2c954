package io.barograph.formats.file;

import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.labels.Labels;
import io.barograph.formats.file.Fields.BadField;
import io.barograph.formats.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Reads a table: a header that names the columns {@code timestamp}, {@code name} and {@code value},
 * in any order, and besides one column for each label.
 *
 * <pre>{@code
 * timestamp,name,value,job,instance
 * 2026-01-02T03:04:05Z,up,1,api,a:9090
 * 1767323060000,up,0,api,a:9090
 * }</pre>
 *
 * <p>Times are RFC 3339 or whole milliseconds since the epoch. An empty label is none; the value
 * {@code stale} says that the series ends here. Fields may stand in double quotes, as RFC 4180 has
 * it, but not run over several lines. Without a usable header every line is refused.
 */
final class CsvReader implements SampleFileReader {
  private static final String STALE = "stale";
  private static final List<String> REQUIRED = List.of("timestamp", "name", "value");

  /** So many series are remembered; the labels of others are made anew for each line. */
  private static final int MAX_REMEMBERED = 1 << 18;

  private final Map<List<String>, Labels> series = new HashMap<>();

  @Override
  public void read(InputStream in, SampleFileRecords out) throws IOException {
    Lines lines = new Lines(in);
    List<String> header = null;
    boolean usable = true;
    while (lines.next()) {
      if (lines.isBlank()) {
        continue;
      }
      try {
        if (lines.isTooLong()) {
          out.refused(lines.number(), DeadLetterReason.TOO_LARGE, JsonLinesReader.tooLong());
        } else if (!usable) {
          out.refused(
              lines.number(), DeadLetterReason.MALFORMED, "line: has no usable header above it");
        } else if (header == null) {
          usable = false;
          header = header(split(text(lines)));
          usable = true;
        } else {
          row(header, split(text(lines)), out);
        }
      } catch (BadField bad) {
        out.refused(lines.number(), DeadLetterReason.MALFORMED, bad.getMessage());
      }
    }
  }

  private static List<String> header(List<String> names) throws BadField {
    for (String required : REQUIRED) {
      if (!names.contains(required)) {
        throw new BadField(
            "header",
            "must have the columns timestamp, name and value, beside those of labels",
            String.join(",", names));
      }
    }
    if (new HashSet<>(names).size() < names.size() || names.contains("")) {
      throw new BadField(
          "header", "must name each column, and none twice", String.join(",", names));
    }
    if (names.contains(Labels.METRIC_NAME)) {
      throw new BadField(
          "header", "must name the metric in the column name", String.join(",", names));
    }
    return names;
  }

  private void row(List<String> header, List<String> fields, SampleFileRecords out)
      throws BadField {
    if (fields.size() != header.size()) {
      throw new BadField(
          "line",
          "must have %d fields, as the header has".formatted(header.size()),
          Integer.toString(fields.size()));
    }
    long timestamp = 0;
    double value = 0;
    boolean stale = false;
    List<String> own = new ArrayList<>(fields.size() - 2);
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i);
      switch (header.get(i)) {
        case "timestamp" -> timestamp = Fields.time("timestamp", field);
        case "value" -> {
          stale = field.equals(STALE);
          value = stale ? 0 : Fields.number("value", field);
        }
        default -> own.add(field);
      }
    }
    out.sample(labels(header, own), timestamp, value, stale);
  }

  private Labels labels(List<String> header, List<String> own) throws BadField {
    Labels known = series.get(own);
    if (known != null) {
      return known;
    }
    Labels.Builder labels = Labels.builder();
    int next = 0;
    for (String column : header) {
      switch (column) {
        case "timestamp", "value" -> {}
        case "name" -> {
          String name = own.get(next++);
          if (name.isEmpty()) {
            throw new BadField("name", "must not be empty", name);
          }
          labels.add(Labels.METRIC_NAME, name);
        }
        default -> labels.add(column, own.get(next++));
      }
    }
    Labels made = labels.build();
    if (series.size() < MAX_REMEMBERED) {
      series.put(own, made);
    }
    return made;
  }

  private static String text(Lines lines) throws BadField {
    String text = Utf8.decode(lines.bytes(), lines.from(), lines.to());
    if (text == null) {
      throw new BadField("line", "must be valid UTF-8", "bytes");
    }
    return lines.number() == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** The fields of a line, without their quotes. */
  static List<String> split(String line) throws BadField {
    List<String> fields = new ArrayList<>();
    int from = 0;
    while (true) {
      if (from < line.length() && line.charAt(from) == '"') {
        StringBuilder field = new StringBuilder();
        int at = closingQuote(line, from + 1, field);
        fields.add(field.toString());
        if (at == line.length()) {
          return fields;
        }
        if (line.charAt(at) != ',') {
          throw new BadField("line", "must have a comma behind a closing quote", line);
        }
        from = at + 1;
      } else {
        int comma = line.indexOf(',', from);
        if (comma < 0) {
          fields.add(line.substring(from));
          return fields;
        }
        fields.add(line.substring(from, comma));
        from = comma + 1;
      }
    }
  }

  /** Appends what stands up to the closing quote and returns where that leads to. */
  private static int closingQuote(String line, int from, StringBuilder field) throws BadField {
    int at = from;
    while (true) {
      int quote = line.indexOf('"', at);
      if (quote < 0) {
        throw new BadField("line", "must close each quote it opens", line);
      }
      field.append(line, at, quote);
      if (quote + 1 < line.length() && line.charAt(quote + 1) == '"') {
        field.append('"');
        at = quote + 2;
      } else {
        return quote + 1;
      }
    }
  }
}
