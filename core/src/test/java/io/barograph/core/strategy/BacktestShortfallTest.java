package io.barograph.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class BacktestShortfallTest {
  private static final long SEED = 23;
  private static final BacktestExpectation BACKTEST = new BacktestExpectation(5, 10);

  /** As a limit of 1,000: what holds of one holds of all. */
  @Test
  void aStrategyAsGoodAsItsBacktestComesToALimitOnceInSoManyTradesOrLessOften() {
    assertThat(meanTradesTo(1_000, Random::nextGaussian)).isGreaterThanOrEqualTo(1_000);
    assertThat(meanTradesTo(1_000, BacktestShortfallTest::fewLargeLosses))
        .isGreaterThanOrEqualTo(1_000);
    assertThat(meanTradesTo(1_000, random -> random.nextBoolean() ? 1 : -1))
        .isGreaterThanOrEqualTo(1_000);
  }

  @Test
  void oneThatIsWorseIsFoundSoonerTheWorseItIs() {
    double half = meanTradesTo(10_000, random -> random.nextGaussian() - 0.5);
    double whole = meanTradesTo(10_000, random -> random.nextGaussian() - 1);

    assertThat(half).as("seed %d", SEED).isBetween(60.0, 80.0);
    assertThat(whole).as("seed %d", SEED).isBetween(15.0, 35.0);
  }

  @Test
  void evidenceRecedesWhenTradesAreAsExpectedAgain() {
    BacktestShortfall test = new BacktestShortfall(BACKTEST);
    for (int i = 0; i < 1_000; i++) {
      test.add(-20);
    }
    assertThat(test.trades()).isEqualTo(BacktestShortfall.MOST);
    Random random = new Random(SEED);
    int trades = 0;
    for (; test.trades() >= 10_000 && trades < 1_000; trades++) {
      test.add(5 + 10 * random.nextGaussian());
    }
    assertThat(trades).as("seed %d", SEED).isBetween(30, 150);
  }

  @Test
  void theBacktestMayHaveHadLuck() {
    BacktestShortfall exact = new BacktestShortfall(BACKTEST);
    BacktestShortfall known = new BacktestShortfall(new BacktestExpectation(5, 10, 100));
    for (int i = 0; i < 200; i++) {
      double pnl = i % 2 == 0 ? 11 : -7;
      exact.add(pnl);
      known.add(pnl);
    }
    assertThat(known.trades()).isLessThan(exact.trades());
  }

  @Test
  void goesOnAfterItWasWrittenUnlessTheBacktestIsAnother() throws IOException {
    BacktestShortfall test = new BacktestShortfall(BACKTEST);
    for (int i = 0; i < 20; i++) {
      test.add(-3);
    }
    assertThat(read(test, BACKTEST).trades()).isEqualTo(test.trades()).isPositive();
    assertThat(read(test, new BacktestExpectation(4, 10)).trades()).isZero();
    assertThat(read(test, null)).isNull();
  }

  private static BacktestShortfall read(BacktestShortfall test, BacktestExpectation backtest)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    test.write(new DataOutputStream(bytes));
    return BacktestShortfall.read(
        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), backtest);
  }

  /** One in fifty loses 7 deviations. */
  private static double fewLargeLosses(Random random) {
    return random.nextInt(50) == 0 ? -7 : 1 / 7.0;
  }

  /** Of profits that lie so many deviations off the backtest's; over 300 strategies. */
  private static double meanTradesTo(double limit, ToDoubleFunction<Random> deviations) {
    Random random = new Random(SEED);
    long trades = 0;
    for (int strategy = 0; strategy < 300; strategy++) {
      BacktestShortfall test = new BacktestShortfall(BACKTEST);
      for (int i = 0; i < 100_000 && test.trades() < limit; i++) {
        test.add(5 + 10 * deviations.applyAsDouble(random));
        trades++;
      }
    }
    return trades / 300.0;
  }
}
