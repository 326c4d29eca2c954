package io.barograph.cli.incident;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.alert.AlertLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An incident of the topic as text. */
public final class IncidentText {
  private final AlertLine times;

  /** Text with times as {@code times} has them. */
  public IncidentText(AlertLine times) {
    this.times = times;
  }

  /** One line. */
  public String line(JsonNode incident) {
    int members = incident.path("memberCount").asInt();
    return "%s  %-6s  %s  %-13s  %-20s  %d alert%s on %d services  %s"
        .formatted(
            times.time(Instant.parse(incident.path("openedAt").asText())),
            incident.path("status").asText(),
            incident.path("priority").asText(),
            incident.path("kind").asText(),
            root(incident),
            members,
            members == 1 ? "" : "s",
            incident.path("services").size(),
            incident.path("id").asText());
  }

  /** What its members are called, by their ids: an alert and its service. */
  public static Map<String, String> names(JsonNode incident) {
    Map<String, String> names = new LinkedHashMap<>();
    for (JsonNode member : incident.path("members")) {
      String name = member.path("alertname").asText() + " " + member.path("service").asText();
      names.put(member.path("alert").asText(), name.strip());
    }
    return names;
  }

  /** All of it: what it is, the way from its root to each member, and its members. */
  public List<String> page(JsonNode incident) {
    List<String> lines = new ArrayList<>();
    lines.add(line(incident));
    lines.add("");
    lines.add(
        "impact    %.0f %% of the weight of all services"
            .formatted(100 * incident.path("impact").asDouble()));
    lines.add("services  " + texts(incident.path("services")));
    Map<String, String> from = new LinkedHashMap<>();
    for (JsonNode member : incident.path("members")) {
      from.putIfAbsent(member.path("service").asText(), member.path("reason").path("by").asText());
    }
    lines.add("");
    lines.add("members");
    int named = 0;
    for (JsonNode member : incident.path("members")) {
      int count = member.path("count").asInt(1);
      named += count;
      lines.add(
          "  %s  %s  %-24s %-16s %s (score %s%s)"
              .formatted(
                  times.time(Instant.parse(member.path("at").asText())),
                  member.path("priority").asText(),
                  member.path("alertname").asText(),
                  path(member.path("service").asText(), from),
                  member.path("reason").path("sentence").asText(),
                  String.format(Locale.ROOT, "%.2f", member.path("score").asDouble()),
                  count > 1 ? ", fired %d times".formatted(count) : ""));
    }
    int more = incident.path("memberCount").asInt() - named;
    if (more > 0) {
      lines.add("  and %d more, in the topic of decisions".formatted(more));
    }
    addRecommendations(incident.path("recommendations"), lines);
    return lines;
  }

  private static void addRecommendations(JsonNode recommendations, List<String> lines) {
    if (!recommendations.isEmpty()) {
      lines.add("");
      lines.add("what to do");
    }
    for (JsonNode one : recommendations) {
      String about = one.path("alertname").asText();
      lines.add("  " + (about.isEmpty() ? "" : about + ": ") + one.path("text").asText());
    }
  }

  /** {@code web <- orders <- payments}: from a service to where it began. */
  private static String path(String service, Map<String, String> from) {
    StringBuilder path = new StringBuilder(service);
    String next = from.getOrDefault(service, "");
    for (int hops = 0; !next.isEmpty() && hops < from.size(); hops++) {
      if (next.equals(service)) {
        break;
      }
      path.append(" <- ").append(next);
      String further = from.getOrDefault(next, "");
      next = further.equals(next) ? "" : further;
    }
    return path.toString();
  }

  private static String root(JsonNode incident) {
    String root = incident.path("root").asText();
    return root.isEmpty() ? "-" : root;
  }

  private static String texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return String.join(", ", texts);
  }
}
