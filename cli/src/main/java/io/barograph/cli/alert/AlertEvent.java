package io.barograph.cli.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One version of one alert, as the alert topics carry it.
 *
 * @param id the episode
 * @param version strictly increasing per id
 * @param status {@code pending}, {@code firing}, {@code nodata}, {@code resolved} or {@code
 *     inactive}
 * @param reason why it changed, a code
 * @param labels the alert's identity
 * @param annotations texts for people
 * @param value the value of the rule's expression; empty if it has none
 * @param priority {@code P1} to {@code P4}
 * @param activeAt when the episode began
 * @param startsAt when it fired; empty if it never did
 * @param endsAt when it was over; empty while it lasts
 * @param updatedAt when this version came to be
 */
public record AlertEvent(
    String id,
    long version,
    String status,
    String reason,
    SortedMap<String, String> labels,
    SortedMap<String, String> annotations,
    Optional<Double> value,
    String priority,
    Instant activeAt,
    Optional<Instant> startsAt,
    Optional<Instant> endsAt,
    Instant updatedAt) {
  /**
   * Reads the JSON of an alert.
   *
   * @throws java.time.format.DateTimeParseException if a time is missing or malformed
   */
  public static AlertEvent of(JsonNode json) {
    JsonNode reason = json.path("reason");
    return new AlertEvent(
        json.path("id").asText(),
        json.path("version").asLong(),
        json.path("status").asText(),
        reason.isObject() ? reason.path("code").asText() : reason.asText(),
        map(json.path("labels")),
        map(json.path("annotations")),
        value(json.path("value")),
        json.path("priority").asText(),
        Instant.parse(json.path("activeAt").asText()),
        instant(json.path("startsAt")),
        instant(json.path("endsAt")),
        Instant.parse(json.path("updatedAt").asText()));
  }

  /** The alert's name. */
  public String name() {
    return labels.getOrDefault("alertname", "");
  }

  /** True while the episode lasts. */
  public boolean isAlive() {
    return switch (status) {
      case "pending", "firing", "nodata" -> true;
      default -> false;
    };
  }

  private static Optional<Double> value(JsonNode node) {
    return node.isMissingNode() || node.isNull()
        ? Optional.empty()
        : Optional.of(node.asDouble(Double.NaN));
  }

  private static Optional<Instant> instant(JsonNode node) {
    return node.isTextual() ? Optional.of(Instant.parse(node.asText())) : Optional.empty();
  }

  private static SortedMap<String, String> map(JsonNode object) {
    SortedMap<String, String> map = new TreeMap<>();
    object.properties().forEach(field -> map.put(field.getKey(), field.getValue().asText()));
    return map;
  }
}
