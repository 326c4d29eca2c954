package io.barograph.cli.forecast;

import io.barograph.cli.csv.CsvRows;
import io.barograph.cli.measure.FigureTable;
import io.barograph.ml.forecast.EvenSeries;
import io.barograph.ml.forecast.Forecast;
import io.barograph.ml.forecast.Forecaster;
import io.barograph.ml.forecast.Season;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The series of a file, each forecast from its end.
 *
 * <p>The step of a series is the time between most of its values that follow each other; values of
 * one step are averaged, and a step without one is filled as in a job.
 */
public final class ForecastRun {
  private static final long DAY = 86_400_000;

  private final int horizon;
  private final Map<Forecast.Method, Integer> methods = new EnumMap<>(Forecast.Method.class);

  /** A value of a series. */
  private record Point(long time, double value) {}

  /**
   * A run.
   *
   * @param horizon so many steps are forecast
   */
  public ForecastRun(int horizon) {
    this.horizon = horizon;
  }

  /**
   * Forecasts the series of a file with the columns {@code timestamp,series,value}, in the order in
   * which they come first, and writes {@code timestamp,series,value,lo,hi}.
   */
  public void run(Path input, PrintWriter out) throws IOException {
    Map<String, List<Point>> series = new LinkedHashMap<>();
    CsvRows.read(
        input,
        row -> {
          double value = row.number("value");
          if (Double.isFinite(value)) {
            series
                .computeIfAbsent(row.text("series"), any -> new ArrayList<>())
                .add(new Point(row.integer("timestamp"), value));
          }
        });
    out.println("timestamp,series,value,lo,hi");
    series.forEach((name, points) -> forecast(name, points, out));
  }

  /** How many series were forecast by each method. */
  public Map<Forecast.Method, Integer> methods() {
    return methods;
  }

  private void forecast(String name, List<Point> points, PrintWriter out) {
    long step = step(points);
    EvenSeries even = new EvenSeries(step, points.size());
    for (Point point : points) {
      even.add(point.time(), point.value());
    }
    long end = points.get(points.size() - 1).time() + step;
    even.add(end, 0); // closes the last step
    Season season = new Season((int) Math.max(2, DAY / step));
    Forecast forecast = Forecaster.forecast(even.values(), season, horizon);
    methods.merge(forecast.method(), 1, Integer::sum);
    for (int i = 0; i < horizon; i++) {
      out.println(
          String.join(
              ",",
              Long.toString(end + i * step),
              FigureTable.csv(name),
              Double.toString(forecast.values()[i]),
              Double.toString(forecast.lower()[i]),
              Double.toString(forecast.upper()[i])));
    }
  }

  private static long step(List<Point> points) {
    SortedMap<Long, Integer> steps = new TreeMap<>();
    for (int i = 1; i < points.size(); i++) {
      long step = points.get(i).time() - points.get(i - 1).time();
      if (step > 0) {
        steps.merge(step, 1, Integer::sum);
      }
    }
    return steps.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(DAY);
  }
}
