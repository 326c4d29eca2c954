package io.barograph.promql.testlang;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.testlang.SequenceValue.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a line of labels and values: {@code up{job="api"} 1 _ 0x3 1+2x5 stale}.
 *
 * <p>{@code axN} stands for a and N more a, {@code a+bxN} for a to a + N * b, {@code _xN} for N
 * missing samples.
 */
final class SeriesLine {
  private static final String NUMBER =
      "[-+]?(?:inf|nan|(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:e[-+]?[0-9]+)?)";
  private static final Pattern VALUE =
      Pattern.compile(
          "(%s)(?:([-+]%s))?(?:x([0-9]{1,6}))?".formatted(NUMBER, NUMBER.substring(5)),
          Pattern.CASE_INSENSITIVE);
  private static final Pattern MISSING = Pattern.compile("_(?:x([0-9]{1,6}))?");

  private SeriesLine() {}

  /**
   * The series that {@code line} describes.
   *
   * @throws IllegalArgumentException if it describes none
   */
  static SeriesValues parse(String line) {
    int labelsEnd = skip(line, 0);
    Labels labels;
    try {
      labels = Parser.parseMetric(line.substring(0, labelsEnd));
    } catch (ParseException invalid) {
      throw new IllegalArgumentException(invalid.getMessage(), invalid);
    }
    List<SequenceValue> values = new ArrayList<>();
    for (int i = labelsEnd; i < line.length(); ) {
      if (isSpace(line.charAt(i))) {
        i++;
        continue;
      }
      int end = skip(line, i);
      addValues(line.substring(i, end), values);
      i = end;
    }
    return new SeriesValues(labels, values);
  }

  /** The number that {@code text} writes. */
  static double number(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.endsWith("inf")) {
      return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return lower.endsWith("nan") ? Double.NaN : Double.parseDouble(lower);
  }

  /** True if the line is a number alone. */
  static boolean isNumber(String line) {
    return line.matches("(?i)" + NUMBER);
  }

  private static void addValues(String text, List<SequenceValue> values) {
    if (text.equals("stale")) {
      values.add(SequenceValue.of(Kind.STALE));
      return;
    }
    if (text.startsWith("{{")) {
      values.add(SequenceValue.of(Kind.HISTOGRAM));
      return;
    }
    Matcher missing = MISSING.matcher(text);
    if (missing.matches()) {
      int count = missing.group(1) == null ? 1 : Integer.parseInt(missing.group(1));
      for (int i = 0; i < count; i++) {
        values.add(SequenceValue.of(Kind.OMITTED));
      }
      return;
    }
    Matcher number = VALUE.matcher(text);
    if (!number.matches()) {
      throw new IllegalArgumentException(
          "a value must be like 1, 1x3, 1+2x3, _ or stale, was " + text);
    }
    double value = number(number.group(1));
    double step = number.group(2) == null ? 0 : number(number.group(2));
    int more = number.group(3) == null ? 0 : Integer.parseInt(number.group(3));
    for (int i = 0; i <= more; i++) {
      values.add(SequenceValue.of(value));
      value += step;
    }
  }

  /** The end of the word at {@code from}; spaces inside braces or quotes do not end it. */
  private static int skip(String line, int from) {
    int depth = 0;
    char quote = 0;
    int i = from;
    for (; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == '\\' && quote != '`') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      } else if (depth == 0 && isSpace(c)) {
        break;
      }
    }
    return Math.min(i, line.length());
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
