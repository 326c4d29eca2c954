package io.barograph.core.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.statistics.Moments;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ReturnMeasuresTest {
  private static final long SEED = 42;

  @Test
  void everyMeasureOfTooFewReturnsIsUndefined() {
    for (ReturnSeries series :
        new ReturnSeries[] {
          new ReturnSeries(), ReturnSeries.ofLevels(1), new ReturnSeries(Double.NaN)
        }) {
      for (String name : new String[] {"mean", "sharpe_rf0_ann", "psr_vs_0", "tail_ratio"}) {
        assertThat(ReturnReport.of(series, ReturnConvention.DAILY).get(name)).as(name).isNaN();
      }
    }
  }

  @Test
  void noMeasureIsEverInfinite() {
    for (double[] returns :
        new double[][] {{0.01}, {0.01, 0.01}, {0, 0, 0}, {-1, 0.5}, {0.1, 0.2}, {-0.1, -0.2, -1}}) {
      for (Map.Entry<String, Double> metric :
          ReturnReport.of(new ReturnSeries(returns), new ReturnConvention(252, 0.02)).entrySet()) {
        assertThat(Double.isInfinite(metric.getValue())).as(metric.toString()).isFalse();
      }
    }
  }

  @Test
  void aYearlyRiskFreeRateIsTakenGeometrically() {
    assertThat(new ReturnConvention(252, 0.04).riskFree()).isEqualTo(Math.pow(1.04, 1 / 252.0) - 1);
    assertThat(ReturnReport.riskFreeName(0.04)).isEqualTo("rf4pct");
    assertThat(ReturnReport.riskFreeName(0.025)).isEqualTo("rf2.5pct");
    assertThat(ReturnReport.riskFreeName(0)).isEqualTo("rf0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReturnConvention(0, 0))
        .withMessage("periodsPerYear must be finite and > 0, was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReturnConvention(252, -1))
        .withMessage("annualRiskFree must be finite and > -1, was -1.0");
  }

  @Test
  void theIntervalHoldsTheRatioAndNarrowsWithMoreReturns() {
    Random random = new Random(SEED);
    Moments few = new Moments();
    Moments many = new Moments();
    for (int i = 0; i < 2_000; i++) {
      double value = 0.1 + random.nextGaussian();
      many.add(value);
      if (i < 50) {
        few.add(value);
      }
    }
    SharpeInference wide = new SharpeInference(few);
    SharpeInference narrow = new SharpeInference(many);

    assertThat(narrow.lower(0.95)).isLessThan(0.1).isLessThan(narrow.ratio());
    assertThat(narrow.upper(0.95)).isGreaterThan(0.1);
    assertThat(narrow.error()).isEqualTo(1 / Math.sqrt(2_000), within(0.002));
    assertThat(wide.upper(0.95) - wide.lower(0.95)).isGreaterThan(2 * 1.9 * narrow.error());
    assertThat(narrow.probabilityOver(narrow.lower(0.9))).isEqualTo(0.95, within(1e-12));
    assertThat(new SharpeInference(Moments.of(1, 1)).probabilityOver(0)).isNaN();
  }

  @Test
  void drawdownsOfPartsMergeToThatOfTheWhole() throws IOException {
    Random random = new Random(SEED);
    for (int round = 0; round < 100; round++) {
      Drawdown whole = new Drawdown();
      Drawdown merged = new Drawdown();
      double level = 100;
      for (int part = 0; part < 6; part++) {
        Drawdown run = new Drawdown();
        for (int i = random.nextInt(4); i > 0; i--) {
          level *= 1 + 0.1 * random.nextGaussian();
          run.add(level);
          whole.add(level);
        }
        merged.merge(again(run));
      }
      assertThat(merged.isEmpty()).isEqualTo(whole.isEmpty());
      assertThat(merged.largest()).as("seed %d", SEED).isEqualTo(whole.largest());
      assertThat(merged.current()).isEqualTo(whole.current());
      assertThat(merged.highest()).isEqualTo(whole.highest());
      assertThat(merged.last()).isEqualTo(whole.last());
    }
  }

  private static Drawdown again(Drawdown drawdown) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    drawdown.write(new DataOutputStream(bytes));
    return Drawdown.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  @Test
  void aPeakThatIsNotPositiveHasNoDrawdown() {
    Drawdown debt = new Drawdown();
    debt.add(-1);
    debt.add(-5);
    assertThat(debt.largest()).isZero();
    assertThat(new Drawdown().current()).isNaN();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> debt.add(Double.NaN))
        .withMessage("level must be finite, was NaN");
  }

  @Test
  void seriesOfOtherLengthsAreNotCompared() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReturnSeries(0.1, 0.2).minus(0.1, 0.2, 0.3))
        .withMessage("other must be of 2 periods, was of 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BenchmarkMeasures(new double[1], new double[2], 0))
        .withMessage("benchmark must be of 1 periods, was of 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RollingReturns(1))
        .withMessage("size must be >= 2, was 1");
  }
}
