package io.barograph.cli.incident;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.core.decision.DecisionCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What was decided about one alert or one incident, in the order of time.
 *
 * @param decisions each once
 */
public record Story(List<JsonNode> decisions) {
  /**
   * What is decided at one time is told in this order: first that it is open, then of what; that an
   * alert goes on to somebody before that this one is told.
   */
  private static final List<String> PLACES =
      Arrays.stream(DecisionCode.values())
          .sorted(Comparator.comparing(Story::isOfReceiver))
          .map(DecisionCode::wireName)
          .toList();

  private static final Comparator<JsonNode> IN_ORDER =
      Comparator.comparing((JsonNode decision) -> decision.path("time").asText())
          .thenComparing(decision -> decision.path("version").asInt())
          .thenComparing(decision -> PLACES.indexOf(decision.path("code").asText()))
          .thenComparing(decision -> decision.path("id").asText());

  private static boolean isOfReceiver(DecisionCode code) {
    return code == DecisionCode.ALERT_TOLD || code == DecisionCode.ALERT_NOT_TOLD;
  }

  /** All that was decided, which can be read once. */
  @FunctionalInterface
  public interface Decisions {
    /** Hands over each decision as it stands in the topic. */
    void forEach(Consumer<JsonNode> taker);
  }

  /** The story of an incident. */
  public static Story ofIncident(Decisions decisions, String incident) {
    return new Story(collect(decisions, Set.of(), Set.of(incident)));
  }

  /**
   * The story of an alert: its own, and that of the incidents that it was a member of.
   *
   * @param again the same as {@code decisions}: incidents are known only at the end of it
   */
  public static Story ofAlert(Decisions decisions, Decisions again, String alert) {
    Set<String> incidents = new TreeSet<>();
    decisions.forEach(
        decision -> {
          if (decision.path("alert").asText().equals(alert) && decision.has("incident")) {
            incidents.add(decision.path("incident").asText());
          }
        });
    return new Story(collect(again, Set.of(alert), incidents));
  }

  private static List<JsonNode> collect(Decisions all, Set<String> alerts, Set<String> incidents) {
    Map<String, JsonNode> byId = new TreeMap<>();
    all.forEach(
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

  /** One line for each decision: when, what, and of which incident, or else of which alert. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (JsonNode decision : decisions) {
      String incident = decision.path("incident").asText();
      lines.add(line(decision, incident.isEmpty() ? "" : "[incident " + incident + "]"));
    }
    return lines;
  }

  /**
   * One line for each decision: when, what, and of which alert.
   *
   * @param names what alerts are called, by their ids; one that is not named is told by its id
   */
  public List<String> lines(Map<String, String> names) {
    List<String> lines = new ArrayList<>();
    for (JsonNode decision : decisions) {
      String alert = decision.path("alert").asText();
      lines.add(line(decision, names.getOrDefault(alert, alert)));
    }
    return lines;
  }

  private static String line(JsonNode decision, String about) {
    String line = decision.path("time").asText() + "  " + decision.path("sentence").asText();
    return about.isEmpty() ? line : line + "  " + about;
  }
}
