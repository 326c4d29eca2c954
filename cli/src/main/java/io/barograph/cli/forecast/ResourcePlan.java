package io.barograph.cli.forecast;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.formats.text.Rfc3339;
import io.barograph.ml.forecast.CapacityPlan;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The plan of one resource, of which there is one a day: made again that day, it replaces itself.
 *
 * @param resource the series of its usage
 * @param newest the time of its newest value, milliseconds since the epoch
 * @param daily its usage, a value a day (UTC), the newest last
 * @param limit what it should not reach
 * @param plan what was found
 */
public record ResourcePlan(
    String resource, long newest, List<Double> daily, double limit, CapacityPlan plan) {
  static final long DAY = 86_400_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter INDEX =
      DateTimeFormatter.ofPattern("'barograph-capacity-'uuuu.MM").withZone(ZoneOffset.UTC);

  public ResourcePlan {
    daily = List.copyOf(daily);
  }

  /** The index of the month of its newest value. */
  public String index() {
    return INDEX.format(Instant.ofEpochMilli(newest));
  }

  /** The id of its document: the resource and the day. */
  public String id() {
    String name = Fingerprint.toHex(Labels.of("resource_type", resource).fingerprint());
    return name + '-' + Math.floorDiv(newest, DAY) * DAY;
  }

  /**
   * All of it but its usage as one line of JSON, described in {@code
   * docs/schemas/capacity.schema.json}; what is infinite or not known is null.
   */
  public String json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("@timestamp", Rfc3339.format(newest));
    json.put("resource_type", resource);
    json.put("current_usage", plan.currentUsage());
    json.put("predicted_usage", plan.predictedUsage());
    json.put("predicted_lower", plan.lower());
    json.put("predicted_upper", plan.upper());
    json.put("limit", limit);
    json.put("days_until_limit", finite(plan.daysUntilLimit()));
    json.put("outlook", plan.recommendation().name().toLowerCase(Locale.ROOT));
    json.put("recommendations", sentence());
    json.put("forecast_period", plan.forecastDays() + "d");
    json.put("confidence_score", finite(plan.confidence()));
    return json.toString();
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** What to do, as a sentence. */
  public String sentence() {
    return switch (plan.recommendation()) {
      case ENOUGH -> "enough: the limit is not reached in %d days".formatted(plan.forecastDays());
      case PLAN ->
          String.format(
              Locale.ROOT, "plan: the limit is reached in %.0f days", plan.daysUntilLimit());
      case ADD ->
          String.format(
              Locale.ROOT,
              "add capacity now: the limit is reached in %.0f days",
              plan.daysUntilLimit());
      case FULL -> "full: the limit is reached, add capacity or remove what is not needed";
    };
  }
}
