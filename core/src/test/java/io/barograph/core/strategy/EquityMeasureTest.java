package io.barograph.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.measure.Measure;
import io.barograph.core.returns.ReturnConvention;
import io.barograph.core.returns.ReturnSeries;
import io.barograph.core.returns.SharpeInference;
import io.barograph.core.returns.TailMeasures;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EquityMeasureTest {
  private static final long SEED = 5;
  private static final long DAY = 86_400_000;
  private static final long START = 19_700 * DAY;
  private static final ReturnConvention YEAR = new ReturnConvention(252, 0.04);
  private static final EquityPolicy POLICY =
      new EquityPolicy(List.of(20, 252), 10, YEAR, 0.5, 0.9, SessionDays.UTC, Duration.ofDays(400));
  private static final EquityMeasureKind KIND = new EquityMeasureKind(POLICY);

  @Test
  void ratiosAreThoseOfTheDailyReturnsOfClosedSessions() {
    double[] closes = closes(300);
    Measure<EquityPoint> measure = fed(closes);
    long tick = START + 300 * DAY + 1;
    Samples samples = Samples.of(measure, tick);

    for (int window : new int[] {20, 252}) {
      String label = window + "sessions";
      ReturnSeries series =
          ReturnSeries.ofLevels(Arrays.copyOfRange(closes, 300 - window - 1, 300));
      ReturnSeries excess = series.minus(YEAR.riskFree());
      SharpeInference sharpe = new SharpeInference(excess.moments());
      double root = Math.sqrt(252);
      assertThat(samples.value("sessions", label)).isEqualTo(window);
      assertThat(samples.value("sharpe_ratio", label)).isEqualTo(series.sharpe(YEAR));
      assertThat(samples.value("sharpe_per_session_ratio", label)).isEqualTo(sharpe.ratio());
      assertThat(samples.value("sharpe_lower_ratio", label)).isEqualTo(sharpe.lower(0.9) * root);
      assertThat(samples.value("sharpe_upper_ratio", label)).isEqualTo(sharpe.upper(0.9) * root);
      assertThat(samples.value("sharpe_probability_ratio", label))
          .isEqualTo(sharpe.probabilityOver(0.5 / root));
      assertThat(samples.value("sortino_ratio", label)).isEqualTo(excess.sortino(YEAR));
      assertThat(samples.value("volatility_ratio", label)).isEqualTo(series.volatility(YEAR));
      assertThat(samples.value("calmar_ratio", label)).isEqualTo(series.calmar(YEAR));
      assertThat(samples.value("value_at_risk_ratio", label))
          .isEqualTo(-new TailMeasures(series).valueAtRisk(0.05));
      assertThat(samples.value("return_ratio", label))
          .isEqualTo(series.cumulative(), within(1e-12));
      assertThat(samples.value("drawdown_ratio", label)).isBetween(0.0, 1.0);
    }
  }

  @Test
  void drawdownFollowsEveryMarkWithinASession() {
    Measure<EquityPoint> measure = fed(100, 120);
    measure.add(mark(START + 2 * DAY + 1, 150));
    measure.add(mark(START + 2 * DAY + 2, 90));
    measure.add(mark(START + 2 * DAY + 3, 135));
    Samples samples = Samples.of(measure, START + 2 * DAY + 1_003);

    assertThat(samples.value("drawdown_ratio", "session")).isEqualTo(0.1, within(1e-12));
    assertThat(samples.value("drawdown_max_ratio", "session")).isEqualTo(0.4);
    assertThat(samples.value("drawdown_max_ratio", "all")).isEqualTo(0.4);
    assertThat(samples.value("equity", "")).isEqualTo(135);
    assertThat(samples.value("equity_age_seconds", "")).isEqualTo(1);
    assertThat(samples.has("sharpe_ratio", "20sessions")).isFalse();

    Samples tomorrow = Samples.of(measure, START + 3 * DAY);
    assertThat(tomorrow.isStale("drawdown_ratio", "session")).isTrue();
    assertThat(tomorrow.value("drawdown_max_ratio", "20sessions")).isEqualTo(0.4);
  }

  @Test
  void aMarkOlderThanTheNewestChangesNothing() throws IOException {
    Measure<EquityPoint> measure = fed(closes(30));
    byte[] before = Samples.bytes(measure);
    measure.add(mark(START + 3 * DAY, 1));

    assertThat(Samples.bytes(measure)).isEqualTo(before);
  }

  @Test
  void aMarkOfAClosedSessionThatComesLateMovesItsClose() {
    Measure<EquityPoint> measure = fed(closes(30));
    Samples.of(measure, START + 31 * DAY);
    measure.add(mark(START + 30 * DAY - 1, 500));
    double[] closes = closes(30);
    closes[29] = 500;

    assertThat(Samples.of(measure, START + 31 * DAY + 1).value("volatility_ratio", "20sessions"))
        .isEqualTo(ReturnSeries.ofLevels(Arrays.copyOfRange(closes, 9, 30)).volatility(YEAR));
  }

  @Test
  void twoHundredAndFiftyTwoSessionsSurviveARestart() throws IOException {
    Measure<EquityPoint> measure = KIND.begin(mark(START, 1));
    double[] closes = closes(400);
    for (int day = 0; day < 400; day++) {
      measure.add(mark(START + day * DAY + 5, closes[day]));
      long tick = START + day * DAY + 6;
      Samples samples = Samples.of(measure, tick);
      measure = KIND.read(Samples.in(measure));
      assertThat(Samples.of(measure, tick).all()).isEqualTo(samples.all());
    }
    assertThat(Samples.of(measure, START + 400 * DAY).value("sessions", "252sessions"))
        .isEqualTo(252);
    assertThat(Samples.bytes(measure).length).isLessThan(12 * 1_024);
  }

  @Test
  void anEquityThatStandsStillHasNoRatio() {
    double[] flat = new double[40];
    Arrays.fill(flat, 100);
    Samples samples = Samples.of(fed(flat), START + 40 * DAY);

    assertThat(samples.value("volatility_ratio", "20sessions")).isZero();
    for (String name : List.of("sharpe_ratio", "sharpe_probability_ratio", "calmar_ratio")) {
      assertThat(samples.has(name, "20sessions")).as(name).isFalse();
    }
    double[] ruined = {100, 50, 0, 0, 5, -20, 3, 0, 0, 1, 1, 1, 2, 1, 1};
    Samples.of(fed(ruined), START + 40 * DAY);
  }

  @Test
  void isForgottenAfterLongSilence() {
    Measure<EquityPoint> measure = fed(1);
    assertThat(measure.isSpent(START + 399 * DAY)).isFalse();
    assertThat(measure.isSpent(START + 401 * DAY)).isTrue();
  }

  @Test
  void marksOfOneTimeAreOrderedByTheirValue() {
    double[] ascending = {-1e300, -2, -1, 0, 1, 2.5, 1e300};
    for (int i = 1; i < ascending.length; i++) {
      assertThat(KIND.id(mark(0, ascending[i]))).isGreaterThan(KIND.id(mark(0, ascending[i - 1])));
    }
    assertThat(KIND.key(mark(0, 1))).isEqualTo("0::grid");
    assertThat(KIND.time(mark(7, 1))).isEqualTo(7);
    assertThat(KIND.name()).isEqualTo("strategy-equity");
  }

  @Test
  void boundsAreTold() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new EquityPolicy(
                    List.of(253), 10, YEAR, 0, 0.9, SessionDays.UTC, Duration.ofDays(1)))
        .withMessage("sessions must be minSessions, 10, to 252, was 253");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new EquityPolicy(List.of(), 10, YEAR, 0, 1, SessionDays.UTC, Duration.ofDays(1)))
        .withMessage("confidence must be between 0 and 1, was 1.0");
    assertThat(EquityPolicy.DEFAULT.with((venue, millis) -> 1).sessionDays().dayOf("", 0))
        .isEqualTo(1);
  }

  private static double[] closes(int days) {
    Random random = new Random(SEED);
    double[] closes = new double[days];
    double level = 100;
    for (int i = 0; i < days; i++) {
      level *= 1 + 0.0005 + 0.01 * random.nextGaussian();
      closes[i] = level;
    }
    return closes;
  }

  private static Measure<EquityPoint> fed(double... closes) {
    Measure<EquityPoint> measure = KIND.begin(mark(START, 1));
    for (int day = 0; day < closes.length; day++) {
      measure.add(mark(START + day * DAY + 5, closes[day]));
    }
    return measure;
  }

  private static EquityPoint mark(long time, double equity) {
    return new EquityPoint("", "grid", "", time, equity);
  }
}
