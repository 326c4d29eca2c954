package io.barograph.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.stack.StackException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The alerts that fired, out of what was read from the alerts topic. */
public final class FiredAlerts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FiredAlerts() {}

  /**
   * The names of the alerts that fired at any time.
   *
   * @param file where the lines are from, for messages
   * @param lines records of the alerts topic, one a line; empty ones are passed by
   * @throws StackException at the first line that is no alert
   */
  public static Set<String> parse(String file, List<String> lines) {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        JsonNode alert = alert(file, i + 1, lines.get(i));
        if (alert.hasNonNull("startsAt")) {
          names.add(alert.path("labels").path("alertname").asText());
        }
      }
    }
    return names;
  }

  private static JsonNode alert(String file, int line, String text) {
    JsonNode alert;
    try {
      alert = JSON.readTree(text);
    } catch (JsonProcessingException invalid) {
      throw new StackException(
          "%s:%d: is no JSON: give records of the topic barograph.alerts, one a line"
              .formatted(file, line));
    }
    if (!alert.path("labels").hasNonNull("alertname")) {
      throw new StackException(
          "%s:%d: labels.alertname is missing: give records of the topic barograph.alerts, one a line"
              .formatted(file, line));
    }
    return alert;
  }
}
