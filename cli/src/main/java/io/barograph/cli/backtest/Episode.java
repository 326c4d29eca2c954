package io.barograph.cli.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One episode of one alert, as its last transition left it.
 *
 * @param id fingerprint and beginning
 * @param rule the rule that it comes from: {@code pack/group/rule}, several joined by {@code " + "}
 * @param labels the alert's identity
 * @param status the last one
 * @param activeAt when it began
 * @param firedAt when it fired; empty if it was pending only
 * @param endedAt when it ended; empty if it was alive at the end of the data
 * @param version the last one
 */
public record Episode(
    String id,
    String rule,
    SortedMap<String, String> labels,
    String status,
    Instant activeAt,
    Optional<Instant> firedAt,
    Optional<Instant> endedAt,
    long version) {
  /** By the time at which they began to fire, or only began. */
  public static final Comparator<Episode> BY_TIME =
      Comparator.comparing(Episode::from).thenComparing(Episode::id);

  /** Reads a record of the topic of alerts. */
  public static Episode of(JsonNode json) {
    SortedMap<String, String> labels = new TreeMap<>();
    json.path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey().intern(), label.getValue().asText().intern()));
    StringBuilder rule = new StringBuilder();
    for (JsonNode owner : json.path("owners")) {
      rule.append(rule.isEmpty() ? "" : " + ")
          .append(owner.path("pack").asText())
          .append('/')
          .append(owner.path("group").asText())
          .append('/')
          .append(owner.path("rule").asText());
    }
    return new Episode(
        json.path("id").asText(),
        rule.toString().intern(),
        labels,
        json.path("status").asText().intern(),
        Instant.parse(json.path("activeAt").asText()),
        time(json.path("startsAt")),
        time(json.path("endsAt")),
        json.path("version").asLong());
  }

  private static Optional<Instant> time(JsonNode node) {
    return node.isTextual() ? Optional.of(Instant.parse(node.asText())) : Optional.empty();
  }

  /** True if it fired, rightly or not. */
  public boolean hasFired() {
    return firedAt.isPresent();
  }

  /** When it began to fire; the beginning if it never did. */
  Instant from() {
    return firedAt.orElse(activeAt);
  }

  /** When it ended; {@code endOfData} if it did not. */
  Instant until(Instant endOfData) {
    return endedAt.orElse(endOfData.isBefore(from()) ? from() : endOfData);
  }

  /** How long it fired, up to the end of the data. */
  Duration firedFor(Instant endOfData) {
    return hasFired() ? Duration.between(from(), until(endOfData)) : Duration.ZERO;
  }

  /** The alert as Prometheus writes a series: {@code Name{label="value"}}. */
  public String alert() {
    return labels.getOrDefault("alertname", "")
        + labels.entrySet().stream()
            .filter(label -> !label.getKey().equals("alertname"))
            .map(label -> "%s=\"%s\"".formatted(label.getKey(), label.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
  }
}
