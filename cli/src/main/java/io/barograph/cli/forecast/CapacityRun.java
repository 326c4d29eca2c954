package io.barograph.cli.forecast;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.cli.csv.CsvRows;
import io.barograph.core.statistics.Percentile;
import io.barograph.ml.forecast.CapacityPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The plans of the resources of a file: each series is one, and its usage of a day (UTC) is the
 * 95th percentile of its values.
 */
public final class CapacityRun {
  private static final long DAY = 86_400_000;
  private static final double SHARE = 0.95;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final double limit;
  private final int days;
  private final Map<String, CapacityPlan> plans = new LinkedHashMap<>();
  private final List<String> tooShort = new ArrayList<>();

  /**
   * A run.
   *
   * @param limit what usage should not reach
   * @param days so far ahead
   */
  public CapacityRun(double limit, int days) {
    this.limit = limit;
    this.days = days;
  }

  /** Plans each series of a file with the columns {@code timestamp,series,value}. */
  public void run(Path input) throws IOException {
    Map<String, NavigableMap<Long, List<Double>>> series = new LinkedHashMap<>();
    CsvRows.read(
        input,
        row -> {
          double value = row.number("value");
          if (Double.isFinite(value)) {
            series
                .computeIfAbsent(row.text("series"), any -> new TreeMap<>())
                .computeIfAbsent(
                    Math.floorDiv(row.integer("timestamp"), DAY), any -> new ArrayList<>())
                .add(value);
          }
        });
    series.forEach(this::plan);
  }

  private void plan(String name, NavigableMap<Long, List<Double>> byDay) {
    double[] daily = new double[(int) (byDay.lastKey() - byDay.firstKey()) + 1];
    for (int i = 0; i < daily.length; i++) {
      // a day without values is as the one before
      List<Double> values = byDay.floorEntry(byDay.firstKey() + i).getValue();
      daily[i] = Percentile.of(values.stream().mapToDouble(Double::doubleValue).toArray(), SHARE);
    }
    if (daily.length < CapacityPlan.FEWEST_DAYS) {
      tooShort.add(name);
    } else {
      plans.put(name, CapacityPlan.of(daily, limit, days));
    }
  }

  /** The plans by series, in the order of the file. */
  public Map<String, CapacityPlan> plans() {
    return plans;
  }

  /** Series of too few days. */
  public List<String> tooShort() {
    return tooShort;
  }

  /** A plan as one line of JSON; what is infinite or not known is null. */
  public static String json(String resource, CapacityPlan plan) {
    ObjectNode json = JSON.createObjectNode();
    json.put("resource_type", resource);
    json.put("current_usage", plan.currentUsage());
    json.put("predicted_usage", plan.predictedUsage());
    json.put("predicted_lower", plan.lower());
    json.put("predicted_upper", plan.upper());
    json.put("days_until_limit", finite(plan.daysUntilLimit()));
    json.put("recommendations", sentence(plan));
    json.put("forecast_period", plan.forecastDays() + "d");
    json.put("confidence_score", finite(plan.confidence()));
    return json.toString();
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** What to do, as a sentence. */
  public static String sentence(CapacityPlan plan) {
    return switch (plan.recommendation()) {
      case ENOUGH -> "enough: the limit is not reached in %d days".formatted(plan.forecastDays());
      case PLAN -> "plan: the limit is reached in %.0f days".formatted(plan.daysUntilLimit());
      case ADD ->
          "add capacity now: the limit is reached in %.0f days".formatted(plan.daysUntilLimit());
      case FULL -> "full: the limit is reached, add capacity or remove what is not needed";
    };
  }
}
