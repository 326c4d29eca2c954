package io.barograph.core.returns;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.core.statistics.QuantData;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The answers of empyrical to its own test table; an infinite one is undefined here. */
final class EmpyricalConformanceTest {
  private static final int CASES = 54;
  private static final Map<String, Double> PERIODS =
      Map.of("daily", 252.0, "weekly", 52.0, "monthly", 12.0, "quarterly", 4.0, "yearly", 1.0);

  private JsonNode table;

  @Test
  void agreesWithEmpyrical() throws IOException {
    table = QuantData.json("empyrical/cases.json");
    QuantData answers = new QuantData("empyrical");
    for (JsonNode testCase : table.get("cases")) {
      answers.check(
          testCase.get("id").asText(),
          answer(testCase.get("function").asText(), testCase.get("args")),
          QuantData.number(testCase.get("computed")));
    }
    answers.passes(CASES);
  }

  private double answer(String function, JsonNode args) {
    ReturnSeries series = new ReturnSeries(values(args.get("returns")));
    ReturnConvention year =
        new ReturnConvention(PERIODS.get(args.path("period").asText("daily")), 0);
    return switch (function) {
      case "alpha" -> beside(args).alpha(year);
      case "beta" -> beside(args).beta();
      case "annual_return", "cagr" -> series.annualReturn(year);
      case "annual_volatility" -> series.volatility(year);
      case "calmar_ratio" -> series.calmar(year);
      case "cum_returns_final" -> {
        double start = args.get("starting_value").asDouble();
        yield start == 0 ? series.cumulative() : start * (1 + series.cumulative());
      }
      case "downside_risk" -> less(series, args.get("required_return")).downsideRisk(year);
      case "excess_sharpe" -> less(series, args.get("factor_returns")).sharpePerPeriod();
      case "max_drawdown" -> -series.maxDrawdown();
      case "omega_ratio" -> omega(series, args);
      case "sharpe_ratio" -> less(series, args.get("risk_free")).sharpe(year);
      case "sortino_ratio" -> less(series, args.get("required_return")).sortino(year);
      case "stability_of_timeseries" -> new PathMeasures(series).stability();
      case "tail_ratio" -> new TailMeasures(series).tailRatio();
      default -> throw new AssertionError("no measure for " + function);
    };
  }

  /** Its threshold: the risk-free rate of a period, and the required return of a year. */
  private static double omega(ReturnSeries series, JsonNode args) {
    double required = args.path("required_return").asDouble();
    double riskFree = args.path("risk_free").asDouble();
    return required <= -1
        ? Double.NaN
        : WinMeasures.omega(series, riskFree + new ReturnConvention(252, required).riskFree());
  }

  private BenchmarkMeasures beside(JsonNode args) {
    double[] returns = values(args.get("returns"));
    return new BenchmarkMeasures(
        returns,
        Arrays.copyOf(values(args.get("benchmark")), returns.length),
        args.path("risk_free").asDouble());
  }

  /** A series of rates begins on the same day as that of the returns. */
  private ReturnSeries less(ReturnSeries series, JsonNode rate) {
    return rate == null || rate.isNumber()
        ? series.minus(rate == null ? 0 : rate.asDouble())
        : series.minus(Arrays.copyOf(values(rate), series.periods()));
  }

  private double[] values(JsonNode named) {
    JsonNode series = table.get("series").get(named.get("series").asText());
    double[] values = new double[series.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = QuantData.number(series.get(i));
    }
    return values;
  }
}
