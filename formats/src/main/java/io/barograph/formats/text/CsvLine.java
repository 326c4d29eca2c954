package io.barograph.formats.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of comma-separated values, by RFC 4180: fields may stand in double quotes, a quote within
 * them is written twice.
 */
public final class CsvLine {
  private CsvLine() {}

  /**
   * The fields of a line, without their quotes; one that is empty of an empty line.
   *
   * @throws IllegalArgumentException if a quote does not end on the line, or has text behind it;
   *     the message says what the line must have
   */
  public static List<String> split(String line) {
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
          throw new IllegalArgumentException("must have a comma behind a closing quote");
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
  private static int closingQuote(String line, int from, StringBuilder field) {
    int at = from;
    while (true) {
      int quote = line.indexOf('"', at);
      if (quote < 0) {
        throw new IllegalArgumentException("must close each quote it opens");
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
