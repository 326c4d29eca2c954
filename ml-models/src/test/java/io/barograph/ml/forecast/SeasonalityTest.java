package io.barograph.ml.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SeasonalityTest {
  private static final int DAY = 96;

  private static double[] series(int days, double rhythm, double noise, double perStep) {
    Random random = new Random(7);
    double[] values = new double[days * DAY];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          5
              + rhythm * Math.sin(2 * Math.PI * i / DAY)
              + noise * random.nextGaussian()
              + perStep * i;
    }
    return values;
  }

  @Test
  void aRhythmIsStrongHoweverSteepTheTrend() {
    assertThat(Seasonality.strength(series(7, 10, 1, 0), DAY)).isBetween(0.97, 0.99);
    assertThat(Seasonality.strength(series(7, 10, 1, 0.5), DAY)).isBetween(0.97, 0.99);
    assertThat(Seasonality.strength(series(2, 10, 0, 0.5), DAY)).isBetween(0.999, 1.0);
  }

  @Test
  void halfRhythmAndHalfNoiseIsHalf() {
    assertThat(Seasonality.strength(series(14, Math.sqrt(2), 1, 0), DAY)).isBetween(0.4, 0.6);
  }

  @Test
  void noiseHasNoneHoweverFewDaysThereAre() {
    assertThat(Seasonality.strength(series(2, 0, 1, 0), DAY)).isLessThan(0.15);
    assertThat(Seasonality.strength(series(14, 0, 1, 0), DAY)).isLessThan(0.05);
  }

  @Test
  void ofLessThanTwoDaysOrAConstantNothingIsKnown() {
    assertThat(Seasonality.strength(new double[2 * DAY - 1], DAY)).isNaN();
    assertThat(Seasonality.strength(series(3, 0, 0, 0), DAY)).isNaN();
    assertThat(Seasonality.strength(new double[10], 1)).isNaN();
  }
}
