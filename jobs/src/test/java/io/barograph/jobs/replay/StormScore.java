package io.barograph.jobs.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * How well two tables of incidents fit what is known of simulated storms: pairs of alerts that are
 * together, kinds, roots, decoys and reduction, counted as {@code storm_score.py} counts them.
 */
final class StormScore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double SAME_HEARTBEAT_SECONDS = 600;
  private static final Map<String, String> KINDS =
      Map.of(
          "burst_network", "storm",
          "cascade", "cascade",
          "cascade_overlap", "cascade",
          "cascade_no_root_alert", "cascade",
          "host_down", "common-cause",
          "deploy_errors", "change-impact",
          "heartbeat_missing", "heartbeat",
          "flapping", "flapping",
          "escalation", "escalation");

  private final JsonNode truth;

  /** Firing alerts by id. */
  private final Map<String, JsonNode> alerts = new LinkedHashMap<>();

  /** By alert. */
  private final Map<String, String> incidentOf = new HashMap<>();

  /** By id: opened, kind, root, notifications. */
  private final Map<String, String[]> incidents = new LinkedHashMap<>();

  private StormScore(Path data, Path result) throws IOException {
    truth = JSON.readTree(data.resolve("truth.json").toFile());
    try (BufferedReader events =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(data.resolve("events.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      for (String line = events.readLine(); line != null; line = events.readLine()) {
        JsonNode event = JSON.readTree(line);
        if (event.path("status").asText().equals("firing")) {
          alerts.put(event.path("id").asText(), event);
        }
      }
    }
    for (String[] row : rows(result.resolve("incidents.csv"))) {
      incidents.put(row[0], new String[] {row[1], row[2], row[3], row[4]});
    }
    for (String[] row : rows(result.resolve("members.csv"))) {
      if (alerts.containsKey(row[0])) {
        incidentOf.put(row[0], row[1]);
      }
    }
  }

  /** What the tables in {@code result} come to. */
  static Figures of(Path data, Path result) throws IOException {
    return new StormScore(data, result).figures();
  }

  /**
   * Shares in [0, 1].
   *
   * @param root of the incidents whose root has an alert
   * @param decoys of the alerts that are no escalation and no flapping, those that were taken so
   * @param reduction 1 - notifications / alerts
   */
  record Figures(
      double f1, double precision, double kind, double root, double decoys, double reduction) {}

  private static List<String[]> rows(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.subList(1, lines.size()).stream().map(line -> line.split(",", -1)).toList();
  }

  private Figures figures() {
    Map<String, List<String>> members = new LinkedHashMap<>();
    truth
        .path("alert_labels")
        .properties()
        .forEach(
            label ->
                members
                    .computeIfAbsent(label.getValue().asText(), any -> new ArrayList<>())
                    .add(label.getKey()));
    int judged = 0;
    int kinds = 0;
    int rooted = 0;
    int roots = 0;
    for (JsonNode incident : truth.path("incidents")) {
      List<String> own = new ArrayList<>(members.getOrDefault(id(incident), List.of()));
      own.removeIf(alert -> !alerts.containsKey(alert));
      if (own.isEmpty() && !isHeartbeat(incident)) {
        continue;
      }
      judged++;
      String[] match = match(incident, own);
      String root = incident.path("root_cause").asText("");
      kinds += match != null && match[1].equals(KINDS.get(kind(incident))) ? 1 : 0;
      if (own.stream().map(alerts::get).anyMatch(alert -> isOn(alert, root))) {
        rooted++;
        roots += match != null && match[2].equals(root) ? 1 : 0;
      }
    }
    double notifications =
        incidents.values().stream().mapToInt(one -> Integer.parseInt(one[3])).sum();
    return new Figures(
        2 * pairsOfBoth() / (pairsFound() + pairsTrue(members)),
        pairsOfBoth() / pairsFound(),
        kinds / (double) judged,
        roots / (double) rooted,
        decoys(members),
        1 - notifications / alerts.size());
  }

  private String[] match(JsonNode incident, List<String> own) {
    Map<String, Integer> shared = new LinkedHashMap<>();
    for (String alert : own) {
      if (incidentOf.containsKey(alert)) {
        shared.merge(incidentOf.get(alert), 1, Integer::sum);
      }
    }
    if (shared.isEmpty() && isHeartbeat(incident)) {
      return incidents.values().stream()
          .filter(one -> one[1].equals("heartbeat"))
          .filter(one -> one[2].equals(incident.path("root_cause").asText()))
          .filter(
              one ->
                  Math.abs(Double.parseDouble(one[0]) - incident.path("start").asDouble())
                      <= SAME_HEARTBEAT_SECONDS)
          .findFirst()
          .orElse(null);
    }
    return shared.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(most -> incidents.get(most.getKey()))
        .orElse(null);
  }

  private double decoys(Map<String, List<String>> members) {
    int all = 0;
    int raised = 0;
    for (var decoy :
        Map.of("decoy-recovered", "escalation", "decoy-2toggles", "flapping").entrySet()) {
      for (String alert : members.getOrDefault(decoy.getKey(), List.of())) {
        String[] incident = incidents.get(incidentOf.getOrDefault(alert, ""));
        all++;
        raised += incident != null && incident[1].equals(decoy.getValue()) ? 1 : 0;
      }
    }
    return raised / (double) all;
  }

  private double pairsFound() {
    Map<String, Integer> sizes = new HashMap<>();
    incidentOf.values().forEach(incident -> sizes.merge(incident, 1, Integer::sum));
    return sizes.values().stream().mapToDouble(StormScore::pairs).sum();
  }

  private double pairsTrue(Map<String, List<String>> members) {
    double pairs = 0;
    for (JsonNode incident : truth.path("incidents")) {
      pairs +=
          pairs(
              (int)
                  members.getOrDefault(id(incident), List.of()).stream()
                      .filter(alerts::containsKey)
                      .count());
    }
    return pairs;
  }

  private double pairsOfBoth() {
    Map<List<String>, Integer> both = new HashMap<>();
    List<String> known = new ArrayList<>();
    truth.path("incidents").forEach(incident -> known.add(id(incident)));
    incidentOf.forEach(
        (alert, incident) -> {
          String label = truth.path("alert_labels").path(alert).asText();
          if (known.contains(label)) {
            both.merge(List.of(label, incident), 1, Integer::sum);
          }
        });
    return both.values().stream().mapToDouble(StormScore::pairs).sum();
  }

  private static double pairs(int size) {
    return size * (size - 1) / 2.0;
  }

  private static boolean isOn(JsonNode alert, String place) {
    return alert.path("service").asText().equals(place)
        || alert.path("host").asText().equals(place);
  }

  private static boolean isHeartbeat(JsonNode incident) {
    return kind(incident).equals("heartbeat_missing");
  }

  private static String kind(JsonNode incident) {
    return incident.path("kind").asText();
  }

  private static String id(JsonNode incident) {
    return incident.path("id").asText();
  }
}
