package io.barograph.jobs.patterns;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.StateSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** The alerts and deploys of the simulated storms as state changes, and what is true of them. */
final class StormChanges {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** In the order in which they arrived. */
  final List<StateChange> changes = new ArrayList<>();

  /** The id of the incident that an alert belongs to, or what else is said of it. */
  final Map<String, String> labels = new HashMap<>();

  /** The incidents of each kind, by their ids. */
  final Map<String, Set<String>> incidents = new HashMap<>();

  /** Reads the folder, or skips the test. */
  static StormChanges read() throws IOException {
    Path folder = Path.of(System.getProperty("shared.data", "../shared/data"), "rca", "storms_sim");
    assumeThat(folder).as("skipped: the shared data is not here").isDirectory();
    StormChanges storms = new StormChanges();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve("events.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        storms.add(JSON.readTree(line));
      }
    }
    JsonNode truth = JSON.readTree(folder.resolve("truth.json").toFile());
    truth
        .get("alert_labels")
        .properties()
        .forEach(label -> storms.labels.put(label.getKey(), label.getValue().asText()));
    for (JsonNode incident : truth.get("incidents")) {
      storms
          .incidents
          .computeIfAbsent(incident.get("kind").asText(), any -> new TreeSet<>())
          .add(incident.get("id").asText());
    }
    return storms;
  }

  private void add(JsonNode event) {
    String id = event.path("id").asText();
    long time = Math.round(event.get("t").asDouble() * 1_000);
    String service = event.get("service").asText();
    switch (event.get("type").asText()) {
      case "alert" -> {
        String severity = event.get("severity").asText();
        Labels labels =
            Labels.of(
                "alertname",
                event.get("rule").asText(),
                "fingerprint",
                event.get("fingerprint").asText(),
                "service",
                service,
                "severity",
                severity);
        boolean isFiring = event.get("status").asText().equals("firing");
        Priority priority = Priority.ofSeverity(severity);
        changes.add(new StateChange(id, StateSource.ALERTS, labels, time, isFiring, priority));
      }
      case "deploy" ->
          changes.add(
              StateChange.ofChange(
                  id,
                  Labels.of(
                      "kind",
                      "deploy",
                      "service",
                      service,
                      "version",
                      event.get("version").asText()),
                  time));
      default -> {}
    }
  }
}
