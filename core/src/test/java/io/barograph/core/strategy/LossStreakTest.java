package io.barograph.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LossStreakTest {
  private static final long SEED = 17;

  @Test
  void isNeverCertainAndNeverImpossible() {
    assertThat(new LossStreak(0, 30, 15).probability()).isEqualTo(1);
    assertThat(new LossStreak(1, 30, 0).probability()).isEqualTo(1 / 32.0, within(1e-15));
    assertThat(new LossStreak(1, 30, 30).probability()).isEqualTo(31 / 32.0, within(1e-15));
    assertThat(new LossStreak(3, 30, 30).probability()).isEqualTo(31 / 34.0, within(1e-15));
    assertThat(new LossStreak(Long.MAX_VALUE / 2, 30, 30).probability()).isBetween(0.02, 0.04);
  }

  @Test
  void comesNearThePowerOfTheShareOfManyTrades() {
    assertThat(new LossStreak(10, 10_000_000, 7_000_000).probability())
        .isEqualTo(Math.pow(0.7, 10), within(1e-6));
  }

  @Test
  void fewTradesBeforeItMakeAStreakLessStrange() {
    assertThat(new LossStreak(10, 30, 15).probability())
        .isGreaterThan(new LossStreak(10, 3_000, 1_500).probability())
        .isGreaterThan(Math.pow(0.5, 10));
  }

  /** How often a strategy that is as it always was has such a streak in a day. */
  @ParameterizedTest
  @CsvSource({"0.3, 30", "0.5, 30", "0.7, 30", "0.5, 300", "0.7, 300"})
  void aStrategyWithoutAFaultRarelySeemsToHaveOne(double wins, int tradesADay) {
    Random random = new Random(SEED);
    int days = 20_000;
    int spoken = 0;
    for (int day = 0; day < days; day++) {
      TradeSummary all = new TradeSummary();
      for (int i = 0; i < 100; i++) {
        all.add(random.nextDouble() < wins ? 1 : -1, Double.NaN);
      }
      boolean speaks = false;
      for (int i = 0; i < tradesADay; i++) {
        all.add(random.nextDouble() < wins ? 1 : -1, Double.NaN);
        speaks |= LossStreak.of(all).probabilityAmong(tradesADay) < 0.01;
      }
      spoken += speaks ? 1 : 0;
    }
    System.out.printf(
        "a strategy that wins %.0f %% of %d trades a day: %.2f %% of days with a streak%n",
        100 * wins, tradesADay, 100.0 * spoken / days);

    assertThat(spoken).as("seed %d", SEED).isLessThan(days / 100);
  }
}
