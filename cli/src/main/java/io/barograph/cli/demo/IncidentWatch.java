package io.barograph.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.incident.IncidentText;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows incidents as they happen. For use by one thread. */
final class IncidentWatch {
  private final IncidentText text;
  private final Consumer<String> says;

  /** The newest version of each, by id. */
  private final Map<String, JsonNode> incidents = new LinkedHashMap<>();

  IncidentWatch(IncidentText text, Consumer<String> says) {
    this.text = text;
    this.says = says;
  }

  /** Says what is new of an incident: that it is open or closed, what it is and where it began. */
  void take(JsonNode incident) {
    JsonNode before = incidents.get(incident.path("id").asText());
    if (before != null && before.path("version").asInt() >= incident.path("version").asInt()) {
      return;
    }
    incidents.put(incident.path("id").asText(), incident);
    boolean isNews = before == null || !outline(before).equals(outline(incident));
    if (isNews && !isExplainedAway(incident)) {
      says.accept("incident  " + text.line(incident));
    }
  }

  /** How many alerts became how many incidents, and one of them whole. */
  void summarize(long fired) {
    long incidentCount =
        incidents.values().stream().filter(incident -> !isExplainedAway(incident)).count();
    long inIncidents =
        incidents.values().stream().mapToLong(one -> one.path("memberCount").asLong()).sum();
    says.accept("");
    says.accept(
        "%d alerts fired, %d of them in %d incidents".formatted(fired, inIncidents, incidentCount));
    Optional<JsonNode> largest =
        incidents.values().stream()
            .max(Comparator.comparingInt(one -> one.path("memberCount").asInt()));
    largest
        .filter(incident -> !isExplainedAway(incident))
        .ifPresent(
            incident -> {
              says.accept("the largest, as 'barograph incidents show' prints it");
              text.page(incident).forEach(line -> says.accept("  " + line));
            });
  }

  private static String outline(JsonNode incident) {
    return incident.path("status").asText()
        + incident.path("kind").asText()
        + incident.path("root").asText();
  }

  private static boolean isExplainedAway(JsonNode incident) {
    return incident.path("services").isEmpty();
  }
}
