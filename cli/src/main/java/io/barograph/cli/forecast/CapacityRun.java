package io.barograph.cli.forecast;

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
  private static final double SHARE = 0.95;

  /** A hundred years. */
  private static final int MOST_DAYS = 36_500;

  private final double limit;
  private final int days;
  private final List<ResourcePlan> plans = new ArrayList<>();
  private final List<String> tooShort = new ArrayList<>();

  /** What is known of the usage of a resource. */
  private static final class Usage {
    private final NavigableMap<Long, List<Double>> byDay = new TreeMap<>();
    private long newest = Long.MIN_VALUE;

    private void add(long time, double value) {
      newest = Math.max(newest, time);
      byDay
          .computeIfAbsent(Math.floorDiv(time, ResourcePlan.DAY), any -> new ArrayList<>())
          .add(value);
    }

    /* A day without values is as the one before. */
    private double[] daily() {
      long days = byDay.lastKey() - byDay.firstKey() + 1;
      if (days > MOST_DAYS) {
        throw new IllegalArgumentException(
            "a series must reach over at most %d days, was %d: are its times milliseconds?"
                .formatted(MOST_DAYS, days));
      }
      double[] daily = new double[(int) days];
      for (int i = 0; i < daily.length; i++) {
        List<Double> values = byDay.floorEntry(byDay.firstKey() + i).getValue();
        daily[i] = Percentile.of(values.stream().mapToDouble(Double::doubleValue).toArray(), SHARE);
      }
      return daily;
    }
  }

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
    Map<String, Usage> resources = new LinkedHashMap<>();
    CsvRows.read(
        input,
        row -> {
          double value = row.number("value");
          if (Double.isFinite(value)) {
            resources
                .computeIfAbsent(row.text("series"), any -> new Usage())
                .add(row.integer("timestamp"), value);
          }
        });
    resources.forEach(this::plan);
  }

  private void plan(String resource, Usage usage) {
    double[] daily = usage.daily();
    if (daily.length < CapacityPlan.FEWEST_DAYS) {
      tooShort.add(resource);
      return;
    }
    List<Double> boxed = new ArrayList<>();
    for (double one : daily) {
      boxed.add(one);
    }
    plans.add(
        new ResourcePlan(
            resource, usage.newest, boxed, limit, CapacityPlan.of(daily, limit, days)));
  }

  /** The plans, in the order in which their resources come in the file. */
  public List<ResourcePlan> plans() {
    return plans;
  }

  /** Series of too few days. */
  public List<String> tooShort() {
    return tooShort;
  }
}
