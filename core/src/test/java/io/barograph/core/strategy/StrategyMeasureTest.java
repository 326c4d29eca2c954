package io.barograph.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.measure.Measure;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StrategyMeasureTest {
  private static final long SEED = 11;
  private static final long HOUR = 3_600_000;
  private static final long START = 1_700_000 * 1_000_000L;
  private static final TradePolicy POLICY =
      new TradePolicy(
          List.of(Duration.ofHours(1), Duration.ofDays(1)),
          List.of(5, 2_000),
          4,
          Duration.ofDays(30),
          new BacktestExpectation(10, 20));
  private static final StrategyMeasureKind KIND = new StrategyMeasureKind(POLICY);

  @Test
  void saysWhatTheTradesOfAWindowSay() {
    Measure<Trade> measure = begin();
    double[] profits = {100, 200, 50, -150, 300, -100, 80, -30};
    for (int i = 0; i < profits.length; i++) {
      measure.add(trade(i, START + i * 1_000L, profits[i]));
    }
    Samples samples = Samples.of(measure, START + 60_000);

    assertThat(samples.value("expectancy", "1h")).isEqualTo(56.25);
    assertThat(samples.value("expectancy_ratio", "1h")).isEqualTo(0.60267857, within(1e-8));
    assertThat(samples.value("win_ratio", "1h")).isEqualTo(0.625);
    assertThat(samples.value("profit_factor_ratio", "1h")).isEqualTo(730 / 280.0, within(1e-12));
    assertThat(samples.value("pnl", "1d")).isEqualTo(450);
    assertThat(samples.value("pnl_drawdown_max", "all")).isEqualTo(150);
    assertThat(samples.value("pnl_drawdown", "all")).isEqualTo(50);
    assertThat(samples.value("consecutive_losses", "last5")).isEqualTo(1);
    assertThat(samples.value("trades", "last5")).isEqualTo(5);
    assertThat(samples.value("trades", "last2000")).isEqualTo(8);
    assertThat(samples.value("pnl", "last5")).isEqualTo(100);
    assertThat(samples.value("turnover", "1h")).isEqualTo(8 * 2 * 101);
    assertThat(samples.value("exposure", "1h")).isEqualTo(8 * 202 * 500 / 3_600_000.0);
    assertThat(samples.value("slippage_basis_points_mean", "1h")).isEqualTo(100, within(1e-9));
    assertThat(samples.value("slippage_basis_points", "1h")).isEqualTo(100, within(2.0));
    assertThat(samples.value("slippage_basis_points", "last5")).isEqualTo(100, within(1e-9));
    assertThat(samples.value("last_trade_age_seconds", "")).isEqualTo(53);
    assertThat(samples.value("backtest_deviation_ratio", "all"))
        .isEqualTo((56.25 - 10) / (20 / Math.sqrt(8)), within(1e-12));
    assertThat(samples.labels("fill_latency_seconds", "1h"))
        .allMatch(labels -> labels.get("account").equals("main"))
        .allMatch(labels -> labels.get("strategy").equals("grid"))
        .extracting(labels -> labels.get("quantile"))
        .containsExactly("0.5", "0.99");
  }

  @Test
  void whatIsUndefinedGivesNoSampleAndEndsItsSeriesOnce() {
    Measure<Trade> measure = begin();
    for (int i = 0; i < 4; i++) {
      measure.add(trade(i, START, 10));
    }
    Samples wins = Samples.of(measure, START);
    assertThat(wins.has("profit_factor_ratio", "1h")).isFalse();
    assertThat(wins.has("system_quality_ratio", "1h")).isFalse();
    assertThat(wins.value("win_ratio", "1h")).isEqualTo(1);
    assertThat(wins.value("trades", "1h")).isEqualTo(4);

    Samples later = Samples.of(measure, START + 2 * HOUR);
    assertThat(later.value("trades", "1h")).isZero();
    assertThat(later.isStale("win_ratio", "1h")).isTrue();
    assertThat(later.value("win_ratio", "1d")).isEqualTo(1);
    Samples latest = Samples.of(measure, START + 3 * HOUR);
    assertThat(latest.has("win_ratio", "1h")).isFalse();
  }

  @Test
  void aRatioOfFewTradesIsNoVerdict() {
    Measure<Trade> measure = begin();
    for (int i = 0; i < 3; i++) {
      measure.add(trade(i, START, i % 2 == 0 ? 5 : -5));
    }
    assertThat(Samples.of(measure, START).has("win_ratio", "1h")).isFalse();
    measure.add(trade(3, START + 1, -5));
    assertThat(Samples.of(measure, START + 1).value("win_ratio", "1h")).isEqualTo(0.5);
  }

  @Test
  void aStreakOfLossesIsJudgedByHowOftenTheStrategyLostBefore() {
    Measure<Trade> measure = begin();
    for (int i = 0; i < 6; i++) {
      measure.add(trade(i, START - 2 * HOUR + i, i % 2 == 0 ? 5 : -5));
    }
    measure.add(trade(6, START - 2 * HOUR + 6, 0)); // is no loss
    measure.add(trade(7, START, -5));
    measure.add(trade(8, START + 1, -5));
    Samples samples = Samples.of(measure, START + 1);

    double twoOfThem = 4 / 9.0 * (5 / 10.0);
    assertThat(samples.value("loss_streak_probability_ratio", "1h"))
        .isEqualTo(2 * twoOfThem, within(1e-12));
    assertThat(samples.value("loss_streak_probability_ratio", "1d"))
        .as("9 times as much, but no more than 1")
        .isEqualTo(1);
    Samples later = Samples.of(measure, START + 2 * HOUR);
    assertThat(later.isStale("loss_streak_probability_ratio", "1h")).isTrue();
    assertThat(later.has("loss_streak_probability_ratio", "1d")).isTrue();
  }

  @Test
  void noStreakIsJudgedByFewTrades() {
    Measure<Trade> measure = begin();
    for (int i = 0; i < 10; i++) {
      measure.add(trade(i, START + i, i < 3 ? 5 : -5));
    }
    assertThat(Samples.of(measure, START + 10).has("loss_streak_probability_ratio", "all"))
        .as("3 before the streak are less than 4")
        .isFalse();
    measure.add(trade(10, START + 10, 5));
    measure.add(trade(11, START + 11, -5));
    assertThat(Samples.of(measure, START + 11).has("loss_streak_probability_ratio", "all"))
        .isTrue();
  }

  @Test
  void aLateTradeCountsWhereItsTimeStillLies() {
    Measure<Trade> measure = begin();
    measure.add(trade(1, START + 5 * HOUR, 1));
    Samples.of(measure, START + 5 * HOUR);
    measure.add(trade(2, START, 7));
    Samples samples = Samples.of(measure, START + 5 * HOUR + 1_000);

    assertThat(samples.value("pnl", "1h")).isEqualTo(1);
    assertThat(samples.value("pnl", "1d")).isEqualTo(8);
    assertThat(samples.value("pnl", "all")).isEqualTo(8);
    assertThat(samples.value("last_trade_age_seconds", "")).isEqualTo(1);
  }

  @Test
  void goesOnAfterItWasWrittenAsIfItNeverWas() throws IOException {
    Random random = new Random(SEED);
    Measure<Trade> measure = begin();
    long time = START;
    for (int i = 0; i < 2_500; i++) {
      time += random.nextInt(400_000);
      measure.add(trade(i, time - random.nextInt(600_000), random.nextInt(41) - 20));
      if (i % 100 == 0) {
        Samples before = Samples.of(measure, time);
        Measure<Trade> read = KIND.read(Samples.in(measure));
        assertThat(Samples.bytes(read)).as("seed %d", SEED).isEqualTo(Samples.bytes(measure));
        assertThat(Samples.of(read, time + 1).all())
            .isEqualTo(Samples.of(measure, time + 1).all())
            .hasSizeGreaterThanOrEqualTo(before.all().size() / 2);
      }
    }
    assertThat(Samples.of(measure, time).value("trades", "last2000")).isBetween(1_966.0, 2_000.0);
  }

  @Test
  void isReadUnderAnotherPolicyAsFarAsThatHasItsWindows() throws IOException {
    Measure<Trade> measure = begin();
    for (int i = 0; i < 6; i++) {
      measure.add(trade(i, START + i, i));
    }
    Samples.of(measure, START + 10);
    TradePolicy other =
        new TradePolicy(
            List.of(Duration.ofDays(1), Duration.ofDays(7)),
            List.of(5),
            4,
            Duration.ofDays(30),
            null);
    Measure<Trade> read = new StrategyMeasureKind(other).read(Samples.in(measure));
    Samples samples = Samples.of(read, START + 20);

    assertThat(samples.value("trades", "1d")).isEqualTo(6);
    assertThat(samples.value("trades", "7d")).isZero();
    assertThat(samples.value("trades", "last5")).isEqualTo(5);
    assertThat(samples.has("trades", "1h")).isFalse();
  }

  @Test
  void isForgottenAfterLongSilenceAndEndsAllItsSeries() {
    Measure<Trade> measure = begin();
    measure.add(trade(1, START, 1));
    Samples given = Samples.of(measure, START);
    long end = START + Duration.ofDays(30).toMillis();
    assertThat(measure.isSpent(end - 1)).isFalse();
    assertThat(measure.isSpent(end)).isTrue();
    Samples ended = Samples.of(measure, end);

    assertThat(ended.all()).hasSameSizeAs(given.all());
    assertThat(ended.isStale("trades", "all")).isTrue();
  }

  @Test
  void aWindowTakesLittleOfEachFigure() throws IOException {
    TradePolicy one =
        new TradePolicy(List.of(Duration.ofHours(1)), List.of(), 4, Duration.ofDays(1), null);
    Measure<Trade> measure = new StrategyMeasureKind(one).begin(trade(0, START, 0));
    int without = Samples.bytes(measure).length;
    for (int i = 0; i < 7_200; i++) {
      measure.add(trade(i, START + i * 500L, i % 3 - 1));
    }
    int figures = 20;
    assertThat(Samples.bytes(measure).length - without).isLessThan(figures * 2_048);
  }

  @Test
  void tradesOfOneTimeAreOrderedByTheNumberOfTheirId() {
    assertThat(trade(9, START, 0).orderedId()).isLessThan(trade(10, START, 0).orderedId());
    assertThat(KIND.id(trade(9, START, 0))).isNotEqualTo(KIND.id(trade(10, START, 0)));
    assertThat(KIND.key(trade(1, START, 0))).isEqualTo("4:main:grid");
    assertThat(KIND.time(trade(1, START, 0))).isEqualTo(START);
    assertThat(KIND.name()).isEqualTo("strategy-trades");
  }

  @Test
  void boundsAreTold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TradePolicy(List.of(), List.of(3), 4, Duration.ofDays(1), null))
        .withMessage("a count of trades must not be under minTrades: it must be >= 4, was 3");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new TradePolicy(List.of(Duration.ZERO), List.of(), 4, Duration.ofDays(1), null))
        .withMessage("a window must be 1 s to 3650 days, was PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BacktestExpectation(1, 0))
        .withMessage("deviation must be finite and > 0, was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BacktestExpectation(Double.NaN, 1))
        .withMessage("expectancy must be finite, was NaN");
    assertThatIOException()
        .isThrownBy(() -> KIND.read(new DataInputStream(new ByteArrayInputStream(new byte[9]))))
        .withMessage(
            "strategy measure must be of version 2, was 0: it was written by another release");
  }

  private static Measure<Trade> begin() {
    return KIND.begin(trade(0, START, 0));
  }

  private static Trade trade(int number, long close, double pnl) {
    return new Trade(
        "main",
        "grid",
        "t-" + number,
        "BTC",
        "X",
        TradeSide.BUY,
        2,
        100,
        101,
        pnl,
        close - 500,
        close,
        20 + number % 10);
  }
}
