package io.barograph.formats.file;

import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.labels.Labels;
import io.barograph.formats.decode.LabelsCache;
import io.barograph.formats.file.Fields.BadField;
import io.barograph.formats.text.CsvLine;
import io.barograph.formats.text.DoubleText;
import io.barograph.formats.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

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
  private static final String STALE_TEXT = "stale";
  private static final byte[] STALE = STALE_TEXT.getBytes(StandardCharsets.US_ASCII);
  private static final List<String> REQUIRED = List.of("timestamp", "name", "value");

  /** So many series are remembered; the labels of others are made anew for each line. */
  private static final int MAX_REMEMBERED = 1 << 18;

  private final LabelsCache<Labels> series = LabelsCache.ofSeries(MAX_REMEMBERED);

  private List<String> header;
  private int timeColumn;
  private int valueColumn;

  /* Of the present row. */
  private byte[] key = new byte[256];
  private int timeFrom;
  private int timeTo;
  private int valueFrom;
  private int valueTo;

  @Override
  public long read(InputStream in, SampleFileRecords out) throws IOException {
    Lines lines = new Lines(in);
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
          timeColumn = header.indexOf("timestamp");
          valueColumn = header.indexOf("value");
          usable = true;
        } else if (!known(lines, out)) {
          row(lines, out);
        }
      } catch (BadField bad) {
        out.refused(lines.number(), DeadLetterReason.MALFORMED, bad.getMessage());
      }
    }
    return lines.number();
  }

  /**
   * Hands over a row without quotes of a series that was seen before.
   *
   * @return false, with nothing handed over, if the row is not of that kind
   */
  private boolean known(Lines lines, SampleFileRecords out) {
    byte[] bytes = lines.bytes();
    int keyLength = key(lines);
    if (keyLength < 0) {
      return false;
    }
    Labels labels = series.find(0, key, 0, keyLength);
    if (labels == null) {
      return false;
    }
    long time = Fields.time(bytes, timeFrom, timeTo);
    if (time == Fields.NO_TIME) {
      return false;
    }
    if (Arrays.equals(STALE, 0, STALE.length, bytes, valueFrom, valueTo)) {
      out.sample(labels, time, 0, true);
      return true;
    }
    long bits = DoubleText.parseBits(bytes, valueFrom, valueTo);
    if (bits == DoubleText.INVALID) {
      return false;
    }
    out.sample(labels, time, Double.longBitsToDouble(bits), false);
    return true;
  }

  /**
   * Finds time and value of a row without quotes, and puts all other fields behind each other as
   * the key of its series.
   *
   * @return the length of the key; -1 if there are quotes, or not as many fields as in the header
   */
  private int key(Lines lines) {
    byte[] bytes = lines.bytes();
    int to = lines.to();
    if (key.length <= to - lines.from()) {
      key = new byte[2 * (to - lines.from()) + 1];
    }
    int length = 0;
    int from = lines.from();
    for (int column = 0; column < header.size(); column++) {
      int end = from;
      while (end < to && bytes[end] != ',') {
        if (bytes[end] == '"') {
          return -1;
        }
        end++;
      }
      if ((end == to) != (column == header.size() - 1)) {
        return -1;
      }
      if (column == timeColumn) {
        timeFrom = from;
        timeTo = end;
      } else if (column == valueColumn) {
        valueFrom = from;
        valueTo = end;
      } else {
        System.arraycopy(bytes, from, key, length, end - from);
        length += end - from;
        key[length++] = ',';
      }
      from = end + 1;
    }
    return length;
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

  /** Hands over any row, by the whole of the rules, and remembers its series. */
  private void row(Lines lines, SampleFileRecords out) throws BadField {
    List<String> fields = split(text(lines));
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
          stale = field.equals(STALE_TEXT);
          value = stale ? 0 : Fields.number("value", field);
        }
        default -> own.add(field);
      }
    }
    Labels labels = labels(own);
    int keyLength = key(lines);
    if (keyLength >= 0) {
      series.put(0, key, 0, keyLength, labels);
    }
    out.sample(labels, timestamp, value, stale);
  }

  private Labels labels(List<String> own) throws BadField {
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
    return labels.build();
  }

  private static String text(Lines lines) throws BadField {
    String text = Utf8.decode(lines.bytes(), lines.from(), lines.to());
    if (text == null) {
      throw new BadField("line", "must be valid UTF-8", "bytes");
    }
    return lines.number() == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static List<String> split(String line) throws BadField {
    try {
      return CsvLine.split(line);
    } catch (IllegalArgumentException unfit) {
      throw new BadField("line", unfit.getMessage(), line);
    }
  }
}
