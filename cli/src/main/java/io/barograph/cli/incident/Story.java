package io.barograph.cli.incident;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.alert.AlertTopic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was decided about one alert or one incident, in the order of time.
 *
 * @param decisions each once
 */
public record Story(List<JsonNode> decisions) {
  private static final Comparator<JsonNode> IN_ORDER =
      Comparator.comparing((JsonNode decision) -> decision.path("time").asText())
          .thenComparing(decision -> decision.path("version").asInt())
          .thenComparing(decision -> decision.path("id").asText());

  /** The story of an incident. */
  public static Story ofIncident(AlertTopic decisions, String incident) {
    return new Story(collect(decisions, Set.of(), Set.of(incident)));
  }

  /**
   * The story of an alert: its own, and that of the incidents that it was a member of.
   *
   * @param decisions opened at its beginning twice, since incidents are known only at the end
   */
  public static Story ofAlert(AlertTopic decisions, AlertTopic again, String alert) {
    Set<String> incidents = new TreeSet<>();
    decisions.forEach(
        decision -> {
          if (decision.path("alert").asText().equals(alert) && decision.has("incident")) {
            incidents.add(decision.path("incident").asText());
          }
        });
    return new Story(collect(again, Set.of(alert), incidents));
  }

  private static List<JsonNode> collect(
      AlertTopic topic, Set<String> alerts, Set<String> incidents) {
    Map<String, JsonNode> byId = new TreeMap<>();
    topic.forEach(
        decision -> {
          String alert = decision.path("alert").asText();
          boolean isOfAlert = alerts.contains(alert);
          boolean isOfIncident =
              incidents.contains(decision.path("incident").asText())
                  && (alerts.isEmpty() || alert.isEmpty());
          if (isOfAlert || isOfIncident) {
            byId.put(decision.path("id").asText(), decision);
          }
        });
    List<JsonNode> found = new ArrayList<>(byId.values());
    found.sort(IN_ORDER);
    return found;
  }

  /** True if nothing is known of it. */
  public boolean isEmpty() {
    return decisions.isEmpty();
  }

  /** One line for each decision: when, of which incident or alert, and what. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (JsonNode decision : decisions) {
      String about =
          Optional.of(decision.path("incident").asText())
              .filter(incident -> !incident.isEmpty())
              .map(incident -> "  [incident " + incident + "]")
              .orElse("");
      String alert =
          about.isEmpty() || !decision.has("alert") ? "" : "  " + decision.path("alert").asText();
      lines.add(
          "%s  %s%s%s"
              .formatted(
                  decision.path("time").asText(),
                  decision.path("sentence").asText(),
                  alert,
                  about));
    }
    return lines;
  }
}
