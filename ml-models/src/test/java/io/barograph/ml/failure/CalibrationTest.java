package io.barograph.ml.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  @Test
  void findsTheLogisticThatMadeTheTruths() {
    Random random = new Random(3);
    double[] measures = new double[20_000];
    boolean[] truths = new boolean[measures.length];
    for (int i = 0; i < measures.length; i++) {
      measures[i] = 100 * random.nextDouble();
      truths[i] = random.nextDouble() < 1 / (1 + Math.exp(0.1 * (measures[i] - 50)));
    }

    Calibration calibration = Calibration.fit(measures, truths);

    assertThat(calibration.slope()).isCloseTo(-0.1, within(0.005));
    assertThat(calibration.probability(50)).isCloseTo(0.5, within(0.02));
  }

  @Test
  void staysFiniteWhereTheKindsDoNotOverlap() {
    double[] measures = {1, 2, 3, 11, 12, 13};
    boolean[] truths = {true, true, true, false, false, false};

    Calibration calibration = Calibration.fit(measures, truths);

    assertThat(calibration.probability(1)).isBetween(0.7, 0.95);
    assertThat(calibration.probability(13)).isBetween(0.05, 0.3);
  }

  @Test
  void isEvenWhereTheMeasureSaysNothing() {
    Calibration calibration =
        Calibration.fit(new double[] {4, 4, 4, 4}, new boolean[] {true, true, false, false});

    assertThat(calibration.probability(4)).isCloseTo(0.5, within(1e-6));
  }
}
