package io.barograph.promql.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.Compilation.Plan;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for every plan, window and tick. */
class SeriesExpressionFuzzTest {
  private static final int CASES = 5_000;

  private static final List<String> QUERIES =
      List.of(
          "x",
          "x > 0.5",
          "x offset 3m",
          "x offset -2m",
          "timestamp(x)",
          "rate(x[5m]) > 2 * rate(x[10m])",
          "increase(x[3m] offset 1m)",
          "delta(x[5m] offset -1m)",
          "irate(x[5m]) or idelta(x[7m])",
          "deriv(x[5m]) unless changes(x[5m]) > 2",
          "predict_linear(x[5m], 600)",
          "quantile_over_time(0.9, x[5m])",
          "avg_over_time(x[5m]) - stddev_over_time(x[5m])",
          "max_over_time((rate(x[2m]) > 0)[10m:1m] offset 2m)",
          "min_over_time(x[5m]) + last_over_time(x[1m]) and x",
          "double_exponential_smoothing(x[5m], 0.5, 0.1)",
          "clamp(round(x), 0, 1) == bool 1");

  @Test
  void needsNothingButTheSamplesInsideItsWindow() throws ParseException {
    long seed = 4711;
    Random random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      String query = QUERIES.get(random.nextInt(QUERIES.size()));
      SeriesExpression plan = ((Plan) SeriesCompiler.compile(Parser.parse(query))).expression();
      ListWindow all = randomWindow(random);
      long tick = random.nextInt(2_400_000) - 300_000L;
      ListWindow inside = new ListWindow();
      for (int j = 0; j < all.size(); j++) {
        long timestamp = all.timestamp(j);
        if (timestamp > tick - plan.windowMillis() && timestamp <= tick) {
          if (all.stale(j)) {
            inside.addStale(timestamp);
          } else {
            inside.add(timestamp, all.value(j));
          }
        }
      }
      assertThat(evaluate(plan, tick, inside))
          .as("seed %d, case %d: %s at %d", seed, i, query, tick)
          .isEqualTo(evaluate(plan, tick, all));
    }
  }

  private static String evaluate(SeriesExpression plan, long tick, SampleWindow window) {
    EvaluationResult result = new EvaluationResult();
    plan.evaluate(tick, window, Labels.of("__name__", "x"), result);
    return result.isPresent() + " " + result.isDataMissing() + " " + result.value();
  }

  private static ListWindow randomWindow(Random random) {
    ListWindow window = new ListWindow();
    long timestamp = random.nextInt(600_000);
    int size = random.nextInt(40);
    for (int i = 0; i < size; i++) {
      switch (random.nextInt(12)) {
        case 0 -> window.addStale(timestamp);
        case 1 -> window.add(timestamp, Double.NaN);
        case 2 -> window.add(timestamp, Double.POSITIVE_INFINITY);
        default -> window.add(timestamp, random.nextInt(4));
      }
      timestamp += 1 + random.nextInt(120_000);
    }
    return window;
  }
}
