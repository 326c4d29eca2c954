package io.barograph.jobs.measures;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.strategy.StrategyMeasureKind;
import io.barograph.core.strategy.Trade;
import io.barograph.core.strategy.TradePolicy;
import io.barograph.core.strategy.TradeSide;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ticks of a measure stage; what holds of every kind of measure is in MeasureKindsTest. */
final class MeasureStageTest {
  private static final StrategyMeasureKind KIND = new StrategyMeasureKind(TradePolicy.DEFAULT);
  private static final long INTERVAL = 5_000;
  private static final long START = 1_700_000_000_000L;

  @Test
  void aTickIsNeverSampledTwiceAndALateRecordCountsInTheNext() throws Exception {
    try (MeasureRun<Trade> run = new MeasureRun<>(KIND, INTERVAL, 1)) {
      run.add(trade("a", 1, START + 1_000, 10));
      run.advance(START + 5_000);
      assertThat(counts(run)).containsExactly(START + 5_000 + " 1.0");
      run.add(trade("a", 2, START + 2_000, 10));
      run.restart(1);
      run.advance(START + 5_000);
      run.advance(START + 10_000);
      assertThat(counts(run)).containsExactly(START + 5_000 + " 1.0", START + 10_000 + " 2.0");
    }
  }

  @Test
  void aKeyThatIsMetAfterARestartBeginsWhereTheClockWas() throws Exception {
    try (MeasureRun<Trade> run = new MeasureRun<>(KIND, INTERVAL, 1)) {
      run.add(trade("a", 1, START + 1_000, 10));
      run.advance(START + 20_000);
      run.restart(3);
      run.add(trade("b", 1, START + 2_000, 10));
      run.advance(START + 25_000);
      assertThat(run.samples())
          .filteredOn(sample -> sample.contains("strategy=\"b\""))
          .isNotEmpty()
          .allMatch(sample -> sample.contains(" " + (START + 25_000) + " "));
    }
  }

  @Test
  void silenceGoesOnBeingSampledByTheClockUntilTheKeyIsForgotten() throws Exception {
    try (MeasureRun<Trade> run = new MeasureRun<>(KIND, 3_600_000, 1)) {
      run.add(trade("a", 1, START, 10));
      long day = 24 * 3_600_000L;
      run.advance(START + TradePolicy.DEFAULT.forgetAfter().toMillis() + day);
      assertThat(run.samples()).anyMatch(sample -> sample.endsWith("stale"));
      run.advance(START + TradePolicy.DEFAULT.forgetAfter().toMillis() + 2 * day);
      assertThat(run.stateEntries()).as("the closed tick of the key group").isEqualTo(1);
    }
  }

  @Test
  void theEndOfTheInputClosesTheLastTickAndLeavesNothingBehind() throws Exception {
    try (MeasureRun<Trade> run = new MeasureRun<>(KIND, INTERVAL, 2)) {
      run.add(trade("a", 1, START + 1_000, 10));
      run.add(trade("b", 1, START + 6_000, 10));
      assertThat(run.stateEntries()).isPositive();
      run.advance(Long.MAX_VALUE);
      assertThat(counts(run))
          .as("each key group up to the tick of its own newest record")
          .containsExactly(START + 5_000 + " 1.0", START + 10_000 + " 1.0");
      assertThat(run.stateEntries()).isZero();
    }
  }

  @Test
  void whatWasFoldedBeforeItsTickIsSampledAtTheEndAlsoAfterARestart() throws Exception {
    try (MeasureRun<Trade> run = new MeasureRun<>(KIND, INTERVAL, 1)) {
      run.add(trade("a", 1, START + 1_000, 10));
      run.advance(START + 3_000);
      assertThat(run.samples()).as("its tick has not come").isEmpty();
      run.restart(2);
      run.advance(Long.MAX_VALUE);
      assertThat(counts(run)).containsExactly(START + 5_000 + " 1.0");
      assertThat(run.stateEntries()).isZero();
    }
  }

  @Test
  void keysBeyondTheLimitAreLeftOutAndToldOnce() throws Exception {
    try (MeasureRun<Trade> run = new MeasureRun<>(KIND, INTERVAL, 1, 2)) {
      for (String strategy : List.of("a", "b", "c")) {
        run.add(trade(strategy, 1, START, 10));
      }
      run.advance(START + 5_000);
      assertThat(run.samples())
          .noneMatch(sample -> sample.contains("strategy=\"c\""))
          .anyMatch(sample -> sample.contains("strategy=\"b\""));
      run.add(trade("c", 2, START + 6_000, 10));
      assertThat(run.refused())
          .singleElement()
          .satisfies(letter -> assertThat(letter.reason()).isEqualTo(DeadLetterReason.KEY_LIMIT))
          .satisfies(letter -> assertThat(letter.detail()).contains("measures.max-keys = 2"));
    }
  }

  /** Of the counter of trades, time and value. */
  private static List<String> counts(MeasureRun<Trade> run) {
    return run.samples().stream()
        .filter(sample -> sample.contains("barograph_strategy_trades") && sample.contains("all"))
        .map(sample -> sample.substring(sample.indexOf("} ") + 2))
        .sorted()
        .toList();
  }

  private static Trade trade(String strategy, int number, long closeTime, double pnl) {
    return new Trade(
        "acc",
        strategy,
        "t-" + number,
        "BTCUSD",
        "24x7",
        TradeSide.BUY,
        1,
        100,
        100.01,
        pnl,
        closeTime - 60_000,
        closeTime,
        12);
  }
}
