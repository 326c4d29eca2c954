package io.barograph.core.returns;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.core.statistics.QuantData;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole and rolling measures of real price series against those of two libraries. */
final class SeriesConformanceTest {
  private static final int CLOSE = 4;
  private static final int METRICS = 64;
  private static final int ROLLING_VALUES = 2_500;

  @Test
  void everyMetricOfAWholeSeriesAgrees() throws IOException {
    QuantData answers = new QuantData("series metrics");
    JsonNode expected = QuantData.json("series/expected.json").get("metrics");
    for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      List<String[]> bars = QuantData.rows("series/" + name + ".csv");
      ReturnSeries series = series(bars);
      double periodsPerYear = expected.get(name).get("annualization").asDouble();
      Map<String, Double> metrics =
          ReturnReport.of(series, new ReturnConvention(periodsPerYear, 0.04));
      for (Iterator<String> keys = expected.get(name).fieldNames(); keys.hasNext(); ) {
        String key = keys.next();
        JsonNode value = expected.get(name).get(key);
        if (key.equals("max_drawdown_trough_date")) {
          String date = bars.get(new PathMeasures(series).trough() + 2)[0];
          answers.count(name + " trough is on " + date, date.equals(value.asText()));
        } else {
          answers.check(
              name + " " + key, metrics.getOrDefault(key, Double.NaN), QuantData.number(value));
        }
      }
    }
    answers.passes(METRICS);
  }

  @Test
  void everyRollingValueAgrees() throws IOException {
    QuantData answers = new QuantData("rolling values");
    JsonNode expected = QuantData.json("series/expected.json").get("metrics");
    for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      double periodsPerYear = expected.get(name).get("annualization").asDouble();
      double[] returns = series(QuantData.rows("series/" + name + ".csv")).returns();
      List<String[]> rows = QuantData.rows("series/" + name + ".rolling20.csv.gz");
      RollingReturns rolling = new RollingReturns(20);
      for (int i = 0; i < returns.length; i++) {
        rolling.add(returns[i]);
        compare(rows.get(i + 1), rolling, new ReturnConvention(periodsPerYear, 0), answers);
      }
    }
    answers.passes(ROLLING_VALUES);
  }

  private static void compare(
      String[] row, RollingReturns rolling, ReturnConvention year, QuantData answers) {
    answers.check(row[0] + " drawdown", -rolling.drawdownFromStart(), Double.parseDouble(row[8]));
    answers.count(row[0] + " is full", rolling.isFull() != row[2].isEmpty());
    if (row[2].isEmpty()) {
      return;
    }
    ReturnSeries series = rolling.series();
    double[] values = {
      series.moments().mean(),
      series.moments().deviation(1),
      series.sharpe(year),
      series.sortino(year),
      -series.maxDrawdown(),
      rolling.valueAtRisk()
    };
    for (int i = 0; i < values.length; i++) {
      answers.check(row[0] + " column " + (i + 2), values[i], Double.parseDouble(row[i + 2]));
    }
  }

  private static ReturnSeries series(List<String[]> bars) {
    return ReturnSeries.ofLevels(
        bars.stream().skip(1).mapToDouble(bar -> Double.parseDouble(bar[CLOSE])).toArray());
  }
}
