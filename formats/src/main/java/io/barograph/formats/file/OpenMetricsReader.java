package io.barograph.formats.file;

import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.labels.Labels;
import io.barograph.formats.decode.LabelsCache;
import io.barograph.formats.file.Fields.BadField;
import io.barograph.formats.text.DoubleText;
import io.barograph.formats.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads OpenMetrics text whose samples have timestamps, as {@code promtool tsdb dump-openmetrics}
 * writes them and {@code promtool tsdb create-blocks-from openmetrics} reads them.
 *
 * <pre>{@code
 * # TYPE http_requests counter
 * http_requests_total{code="200",job="api"} 1027 1767323045.000
 * # EOF
 * }</pre>
 *
 * <p>Timestamps are seconds since the epoch. A sample without one is refused: a backtest has no
 * other clock. Comments and exemplars are passed by, and so is what follows {@code # EOF}, since
 * files are sometimes put together by {@code cat}: it is not insisted on.
 */
final class OpenMetricsReader implements SampleFileReader {
  private static final int MAX_REMEMBERED = 1 << 18;

  private final LabelsCache<Labels> series = LabelsCache.ofSeries(MAX_REMEMBERED);

  @Override
  public long read(InputStream in, SampleFileRecords out) throws IOException {
    Lines lines = new Lines(in);
    while (lines.next()) {
      if (lines.isTooLong()) {
        out.refused(lines.number(), DeadLetterReason.TOO_LARGE, JsonLinesReader.tooLong());
      } else if (!lines.isBlank() && lines.bytes()[lines.from()] != '#') {
        try {
          if (!known(lines, out)) {
            sample(lines, out);
          }
        } catch (BadField bad) {
          out.refused(lines.number(), DeadLetterReason.MALFORMED, bad.getMessage());
        }
      }
    }
    return lines.number();
  }

  /**
   * Hands over a sample in the usual layout of a series that was seen before.
   *
   * @return false, with nothing handed over, if the line is not of that kind
   */
  private boolean known(Lines lines, SampleFileRecords out) {
    byte[] bytes = lines.bytes();
    int to = lines.to();
    int value = endOfSeries(bytes, lines.from(), to) + 1;
    if (value == 0 || value >= to || bytes[value - 1] != ' ') {
      return false;
    }
    int blank = value;
    while (blank < to && bytes[blank] != ' ') {
      blank++;
    }
    Labels labels = series.find(0, bytes, lines.from(), value - 1);
    if (labels == null || blank == to) {
      return false;
    }
    long bits = DoubleText.parseBits(bytes, value, blank);
    long time = Fields.seconds(bytes, blank + 1, to);
    if (bits == DoubleText.INVALID || time == Fields.NO_TIME) {
      return false;
    }
    out.sample(labels, time, Double.longBitsToDouble(bits), false);
    return true;
  }

  private static String text(byte[] bytes, int from, int to) throws BadField {
    String text = Utf8.decode(bytes, from, to);
    if (text == null) {
      throw new BadField("line", "must be valid UTF-8", "bytes");
    }
    return text;
  }

  /** Hands over any sample, by the whole of the rules, and remembers its series. */
  private void sample(Lines lines, SampleFileRecords out) throws BadField {
    String line = text(lines.bytes(), lines.from(), lines.to());
    int end = endOfSeries(lines.bytes(), lines.from(), lines.to());
    if (end < 0) {
      throw new BadField("line", "must be name{labels} value timestamp", line);
    }
    Labels labels = series.find(0, lines.bytes(), lines.from(), end);
    if (labels == null) {
      labels = labels(text(lines.bytes(), lines.from(), end));
      series.put(0, lines.bytes(), lines.from(), end, labels);
    }
    String behind = text(lines.bytes(), end, lines.to());
    int exemplar = behind.indexOf(" #");
    String rest = (exemplar < 0 ? behind : behind.substring(0, exemplar)).strip();
    int blank = rest.indexOf(' ');
    if (blank < 0) {
      throw new BadField("timestamp", "must stand behind the value, in seconds", line);
    }
    double value = Fields.number("value", rest.substring(0, blank));
    long timestamp = Fields.seconds("timestamp", rest.substring(blank + 1).strip());
    out.sample(labels, timestamp, value, false);
  }

  /**
   * Where name and labels end; -1 if they do not. No byte of a longer character is one of these.
   */
  private static int endOfSeries(byte[] bytes, int from, int to) {
    boolean quoted = false;
    boolean braces = false;
    for (int i = from; i < to; i++) {
      byte c = bytes[i];
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{') {
        braces = true;
      } else if (c == '}') {
        return i + 1;
      } else if (c == ' ' && !braces) {
        return i;
      }
    }
    return -1;
  }

  private static Labels labels(String text) throws BadField {
    int brace = text.indexOf('{');
    String name = brace < 0 ? text : text.substring(0, brace);
    Labels.Builder labels = Labels.builder();
    Set<String> names = new HashSet<>();
    int at = brace < 0 ? text.length() : brace + 1;
    while (at < text.length() && text.charAt(at) != '}') {
      int quote = text.indexOf('"', at);
      int equals = text.indexOf('=', at);
      if (name.isEmpty() && quote == at) { // {"a name in quotes", …}
        StringBuilder quotedName = new StringBuilder();
        at = unescaped(text, quote + 1, quotedName);
        name = quotedName.toString();
      } else {
        if (equals < at || quote < equals) {
          throw new BadField("labels", "must be name=\"value\" pairs", text);
        }
        String label = text.substring(at, equals).strip().replace("\"", "");
        StringBuilder value = new StringBuilder();
        at = unescaped(text, quote + 1, value);
        if (label.isEmpty() || label.equals(Labels.METRIC_NAME) || !names.add(label)) {
          throw new BadField("labels", "must have names, none of them twice", text);
        }
        labels.add(label, value.toString());
      }
      while (at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == ' ')) {
        at++;
      }
    }
    if (name.isEmpty()) {
      throw new BadField("line", "must begin with the name of a metric", text);
    }
    return labels.add(Labels.METRIC_NAME, name).build();
  }

  /** Appends what stands up to the closing quote and returns the place behind that. */
  private static int unescaped(String text, int from, StringBuilder value) throws BadField {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        value.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
      } else {
        value.append(c);
      }
    }
    throw new BadField("labels", "must close each quote they open", text);
  }
}
