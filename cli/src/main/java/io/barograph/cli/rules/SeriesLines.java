package io.barograph.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.stack.StackException;
import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Series, one a line: a metric name, a sample in the text format of Prometheus or OpenMetrics, or a
 * JSON sample with {@code name} and {@code labels}. Blank lines and those that start with {@code #}
 * are left out.
 */
public final class SeriesLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SeriesLines() {}

  /**
   * The series of the lines, each once.
   *
   * @param source what messages call the lines
   * @throws StackException if a line names no series
   */
  public static Set<Labels> parse(String source, List<String> lines) {
    Set<Labels> series = new LinkedHashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        series.add(series(line));
      } catch (ParseException | IllegalArgumentException invalid) {
        throw new StackException(
            "%s:%d: '%s' names no series (%s): write a metric name, a line of OpenMetrics or a JSON sample"
                .formatted(source, i + 1, line, invalid.getMessage()));
      }
    }
    return series;
  }

  private static Labels series(String line) throws ParseException {
    Labels labels = line.startsWith("{") && line.endsWith("}") ? json(line) : text(line);
    if (labels.metricName().isEmpty()) {
      throw new IllegalArgumentException("there is no metric name");
    }
    return labels;
  }

  private static Labels json(String line) throws ParseException {
    JsonNode sample;
    try {
      sample = JSON.readTree(line);
    } catch (JsonProcessingException noJson) {
      // {"name with dots", job="api"} is a series too.
      return text(line);
    }
    Labels.Builder labels = Labels.builder();
    for (Map.Entry<String, JsonNode> label : sample.path("labels").properties()) {
      labels.set(label.getKey(), label.getValue().asText());
    }
    if (sample.hasNonNull("name")) {
      labels.set(Labels.METRIC_NAME, sample.path("name").asText());
    }
    return labels.build();
  }

  private static Labels text(String line) throws ParseException {
    return Parser.parseMetric(line.substring(0, end(line)));
  }

  /** Where the value begins: behind the braces, or at the first space if there are none. */
  private static int end(String line) {
    boolean inQuotes = false;
    boolean inBraces = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (inQuotes && c == '\\') {
        i++;
      } else if (c == '"') {
        inQuotes = !inQuotes;
      } else if (!inQuotes && c == '{') {
        inBraces = true;
      } else if (!inQuotes && c == '}') {
        return i + 1;
      } else if (!inBraces && Character.isWhitespace(c)) {
        return i;
      }
    }
    return line.length();
  }
}
