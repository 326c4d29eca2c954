package io.barograph.promql.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.Compilation.Plan;
import io.barograph.promql.eval.Compilation.Refusal;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesCompilerTest {
  private static final Labels SERIES = Labels.of("__name__", "x", "job", "api");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(x) > 1 | 0 | 6 | sum() folds many series into one",
        "absent(x) | 0 | 9 | absent() does not decide on one series",
        "x > 1 and on (job) x | 0 | 20 | operator and matches elements by some of their labels",
        "x / y | 0 | 5 | operator / matches elements of different metrics by their labels",
        "x or x{job=\"a\"} | 0 | 15 | operator or selects different series of one metric",
        "x > scalar(y) | 4 | 13 | scalar() reads more than the time and numbers",
        "rate(x[5m:1m] @ 5) | 5 | 17 | sub-query looks at a fixed time",
        "rate(x[5m:1m * 2]) | 5 | 17 | sub-query has a calculated width or step",
        "rate(x[1d:1s]) | 5 | 13 | sub-query must have at most 11000 steps of at least 1ms",
        "rate(sum(x)[5m:1m]) | 5 | 11 | sum() folds many series into one",
        "x @ 5 | 0 | 5 | selector x looks at a fixed time",
        "x offset (5 + 5) | 0 | 16 | selector x has a calculated offset",
        "rate(x[5m * 2]) | 5 | 14 | range selector x has a calculated width",
        "x anchored | 0 | 1 | selector x is an extended range selector",
        "x + fill(0) x | 0 | 13 | operator + fills in missing elements",
        "hour() | 0 | 6 | hour() belongs to no series",
        "vector(1) > 0 | 0 | 13 | operator > belongs to no series",
        "x or vector(0) | 0 | 14 | operator or matches elements with one that belongs to no series",
        "vector(1) and on () x | 0 | 21 | operator and matches elements by some of their labels",
        "vector(1) + x | 0 | 13 | operator + matches elements of different metrics",
        "x and hour() > 8 | 0 | 16 | operator and matches elements with one that belongs to no",
        "x * on () vector(2) | 0 | 19 | operator * matches elements with one that belongs to no",
        "1 + 1 | 0 | 5 | operator + is no instant vector",
        "x[5m] | 0 | 5 | range selector x is no instant vector",
        "label_replace(x, 'a', 'b', 'c', 'd') | 0 | 36 | label_replace() does not decide"
      })
  void namesTheNodeThatNeedsMoreThanOneSeries(String query, int start, int end, String reason)
      throws ParseException {
    assertThat(SeriesCompiler.compile(Parser.parse(query)))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reason()).startsWith(reason);
              assertThat(refusal.range().start()).isEqualTo(start);
              assertThat(refusal.range().end()).isEqualTo(end);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "x, 300000",
    "x offset 1h, 3900000",
    "rate(x[10m]) > 2 * rate(x[1h]), 3600000",
    "x and rate(x[1m] offset 10m), 660000",
    "x offset -1m, 240000",
    "x offset -1h, 0",
    "max_over_time(rate(x[2m])[10m:] offset 1h), 4320000"
  })
  void saysHowFarBackItLooks(String query, long millis) throws ParseException {
    assertThat(plan(query).windowMillis()).isEqualTo(millis);
  }

  @Test
  void listsItsLeaves() throws ParseException {
    SeriesExpression expression = plan("x{job='api'} > 1 and x > 0");
    assertThat(expression.selectors()).hasSize(2).allMatch(leaf -> leaf.matches(SERIES));
    assertThat(expression.selectors().get(0).matches(Labels.of("__name__", "x"))).isFalse();
    assertThat(expression.selectors().get(1).metricName()).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource({
    "299999, true, false",
    "300000, false, true",
    "-1, false, true",
    "9223372036854775807, false, true",
    "-9223372036854775808, false, true"
  })
  void looksBackToJustAfterFiveMinutes(long tick, boolean present, boolean missing)
      throws ParseException {
    EvaluationResult result = evaluate("x", tick, ListWindow.every(1, 1.0));
    assertThat(result.isPresent()).isEqualTo(present);
    assertThat(result.isDataMissing()).isEqualTo(missing);
  }

  @Test
  void findsNothingInAnEmptyWindow() throws ParseException {
    EvaluationResult result = evaluate("rate(x[5m])", 0, new ListWindow());
    assertThat(result.isPresent()).isFalse();
    assertThat(result.isDataMissing()).isTrue();
  }

  @Test
  void tellsAFalseConditionFromMissingData() throws ParseException {
    ListWindow window = ListWindow.every(60_000, 1.0, 2.0);
    assertThat(evaluate("x > 5", 60_000, window).isDataMissing()).isFalse();
    assertThat(evaluate("x > 5 and x > 0", 60_000, window).isDataMissing()).isFalse();
    assertThat(evaluate("x > 5 and x offset 1h", 60_000, window).isDataMissing()).isTrue();
    assertThat(evaluate("x unless x > 0", 60_000, window).isDataMissing()).isFalse();
    assertThat(evaluate("x > 5 or x > 6", 60_000, window).isDataMissing()).isFalse();
    assertThat(evaluate("x and on () hour() > 5", 60_000, window).isDataMissing()).isFalse();
    assertThat(evaluate("x > 5", 10_000_000, window).isDataMissing()).isTrue();
  }

  @Test
  void hidesASeriesBehindItsStaleMarkerAndPassesItOverInRanges() throws ParseException {
    ListWindow window = ListWindow.every(60_000, 1.0, null, 3.0, null);
    assertThat(evaluate("x", 90_000, window).isPresent()).isFalse();
    assertThat(evaluate("x", 120_000, window).value()).isEqualTo(3);
    assertThat(evaluate("x", 180_000, window).isDataMissing()).isTrue();
    assertThat(evaluate("count_over_time(x[5m])", 180_000, window).value()).isEqualTo(2);
    assertThat(evaluate("idelta(x[5m])", 180_000, window).value()).isEqualTo(2);
    assertThat(evaluate("last_over_time(x[5m])", 180_000, window).value()).isEqualTo(3);
  }

  @Test
  void neverLooksBehindTheTick() throws ParseException {
    ListWindow window = ListWindow.every(60_000, 1.0, 2.0, 4.0, 8.0);
    assertThat(evaluate("x", 70_000, window).value()).isEqualTo(2);
    assertThat(evaluate("sum_over_time(x[5m])", 70_000, window).value()).isEqualTo(3);
    assertThat(evaluate("sum_over_time(x[1m])", 60_000, window).value()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-x | -4",
        "+x | 4",
        "2 ^ x | 16",
        "x % 3 | 1",
        "x == bool 4 | 1",
        "5 > x | 4",
        "x + time() | 184",
        "x * pi() / pi() | 4",
        "x > bool -(1 - 2) | 1",
        "clamp(x, 5, 9) | 5",
        "clamp_max(x, 3) | 3",
        "round(x * 0.4) | 2",
        "round(x, 3) | 3",
        "timestamp(x) | 180",
        "timestamp(-x) | 180",
        "x offset 1m + x | 7",
        "x unless x > 5 | 4",
        "x and on () hour() < 1 | 4",
        "x unless on () (minute() > 30 or hour() > 20) | 4",
        "x * on () group_left () vector(2) | 8",
        "x > on () group_left () (hour() + vector(time() / 100)) | 4",
        "x > 5 or x | 4",
        "quantile_over_time(0.5, x[5m]) | 2.5",
        "predict_linear(x[5m], 60) | 5",
        "stddev_over_time(x[2m]) | 0.5",
        "day_of_week(x - x + 1e9) | 0",
        "year(x - x + 1e9) | 2001",
        "days_in_month(x - x + 951782400) | 29",
        "1 ^ (x / 0 - x / 0) | 1",
        "rate(x[3m]) * 60 | 1",
        "x offset -1m | 4",
        "sum_over_time(x[2m] offset -1m) | 4",
        "sum_over_time(x[2m:]) | 7",
        "sum_over_time(x[2m:30s]) | 12",
        "max_over_time((x * 2)[3m:1m] offset 1m) | 6",
        "avg_over_time(sum_over_time(x[1m:])[2m:1m]) | 3.5",
        "increase(x[3m]) | 3",
        "delta(x[3m]) | 3",
        "irate(x[5m]) * 60 | 1",
        "deriv(x[5m]) * 60 | 1",
        "deriv(x[5m] offset 10h) or abs(x) | 4",
        "changes(x[5m]) + resets(x[5m]) | 3",
        "avg_over_time(x[5m]) | 2.5",
        "min_over_time(x[5m]) + max_over_time(x[5m]) | 5",
        "first_over_time(x[5m]) + present_over_time(x[5m]) | 2",
        "stdvar_over_time(x[5m]) | 1.25",
        "double_exponential_smoothing(x[5m], 0.5, 0.5) | 4",
        "x < bool 4 or abs(x) | 0",
        "x + x | 8",
        "x >= x - 1 | 4",
        "x >= bool x + 1 | 0",
        "hour(x * 3600) + minute(x * 60) | 8",
        "asinh(x) - ln(x + sqrt(x * x + 1)) | 0",
        "acosh(x) - ln(x + sqrt(x * x - 1)) | 0",
        "atanh(x / 8) | 0.5493061443340549",
        "x atan2 1 | 1.3258176636680326",
        "deg(rad(x)) | 4",
        "quantile_over_time(-1, x[5m]) | -Infinity",
        "quantile_over_time(2, x[5m]) | Infinity"
      })
  void evaluatesOnTheSamplesOfOneSeries(String query, double expected) throws ParseException {
    ListWindow window = ListWindow.every(60_000, 1.0, 2.0, 3.0, 4.0);
    assertThat(evaluate(query, 180_000, window).value())
        .satisfiesAnyOf(
            value -> assertThat(value).isEqualTo(expected),
            value -> assertThat(value).isCloseTo(expected, within(1e-9)));
  }

  @Test
  void tellsAFalseConditionFromMissingDataInASubquery() throws ParseException {
    ListWindow window = ListWindow.every(60_000, 1.0, 2.0);
    String query = "max_over_time((x > 5)[2m:1m])";
    assertThat(evaluate(query, 60_000, window).isDataMissing()).isFalse();
    assertThat(evaluate(query, 10_000_000, window).isDataMissing()).isTrue();
  }

  @Test
  void clampsToNothingWhereTheBoundsCross() throws ParseException {
    EvaluationResult result = evaluate("clamp(x, 2, 1)", 0, ListWindow.every(1, 1.0));
    assertThat(result.isPresent()).isFalse();
    assertThat(result.isDataMissing()).isFalse();
  }

  @Test
  void keepsInfinitiesAndNanApart() throws ParseException {
    double infinity = Double.POSITIVE_INFINITY;
    ListWindow window = ListWindow.every(60_000, Double.NaN, 1.0, infinity, infinity);
    assertThat(evaluate("max_over_time(x[5m])", 60_000, window).value()).isEqualTo(1);
    assertThat(evaluate("min_over_time(x[5m])", 180_000, window).value()).isEqualTo(1);
    assertThat(evaluate("avg_over_time(x[2m])", 180_000, window).value()).isEqualTo(infinity);
    assertThat(evaluate("sum_over_time(x[5m])", 180_000, window).value()).isNaN();
    assertThat(evaluate("deriv(x[2m])", 180_000, window).value()).isNaN();
    assertThat(evaluate("quantile_over_time(0, x[5m])", 180_000, window).value()).isNaN();
    assertThat(evaluate("quantile_over_time(1 % 0, x[5m])", 180_000, window).value()).isNaN();
    assertThat(evaluate("x != NaN", 0, window).isPresent()).isTrue();
  }

  @Test
  void averagesValuesWhoseSumOverflows() throws ParseException {
    double great = Double.MAX_VALUE;
    ListWindow window = ListWindow.every(60_000, great, great, great);
    assertThat(evaluate("avg_over_time(x[5m])", 120_000, window).value())
        .isCloseTo(great, within(1e300));
  }

  @Test
  void refusesSmoothingFactorsOutsideTheirBounds() throws ParseException {
    Expr expr = Parser.parse("double_exponential_smoothing(x[5m], 1, 0.5)");
    assertThat(SeriesCompiler.compile(expr))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.reason())
                    .isEqualTo("number 1.0 must be a factor above 0 and below 1"));
  }

  @Test
  void refusesALookBackOfNothing() {
    assertThatThrownBy(() -> EvaluationOptions.DEFAULT.withLookBack(0))
        .hasMessage("lookBackMillis must be >= 1, was 0");
  }

  private static SeriesExpression plan(String query) throws ParseException {
    Compilation compilation = SeriesCompiler.compile(Parser.parse(query));
    assertThat(compilation).as(query).isInstanceOf(Plan.class);
    return ((Plan) compilation).expression();
  }

  private static EvaluationResult evaluate(String query, long tick, SampleWindow window)
      throws ParseException {
    EvaluationResult result = new EvaluationResult();
    plan(query).evaluate(tick, window, SERIES, result);
    return result;
  }
}
