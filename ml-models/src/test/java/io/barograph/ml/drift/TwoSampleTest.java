package io.barograph.ml.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoSampleTest {
  private static final long SEED = 29;
  private static final Offset<Double> TINY = within(1e-12);

  @Test
  void equalSamplesDoNotDiffer() {
    double[] values = {3, 1, 2, 5, 4};

    assertThat(KolmogorovSmirnov.of(values, values)).isEqualTo(new KolmogorovSmirnov(0, 1));
    assertThat(new PopulationStability(values, 2).index(values)).isZero();
  }

  @Test
  void samplesApartDifferEntirely() {
    KolmogorovSmirnov test = KolmogorovSmirnov.of(new double[] {1, 2, 3}, new double[] {7, 8});

    assertThat(test).isEqualTo(new KolmogorovSmirnov(1, 0));
  }

  @Test
  void emptyBinsGiveAFiniteIndex() {
    PopulationStability stability = new PopulationStability(new double[] {1, 2, 3, 4}, 4);

    assertThat(stability.index(new double[] {100, 100}))
        .isCloseTo(3 * (1e-4 - 0.25) * Math.log(1e-4 / 0.25) + 0.75 * Math.log(4), within(1e-12));
  }

  @Test
  void theDistributionIsTheKnownOne() {
    assertThat(KolmogorovDistribution.survival(10, 0.274))
        .isCloseTo(1 - 0.6284796154565052, within(1e-12));
    assertThat(KolmogorovDistribution.survival(1, 0.75)).isCloseTo(0.5, within(1e-12));
    assertThat(KolmogorovDistribution.survival(1_000, 0.03))
        .isCloseTo(KolmogorovDistribution.survival(1_001, 0.03), within(3e-3));
    assertThat(KolmogorovDistribution.survival(2_000, 0.01))
        .isCloseTo(KolmogorovDistribution.survival(1_000, 0.01 * Math.sqrt(2)), within(3e-3));
  }

  /** As the power of the whole matrix has them (Marsaglia, Tsang and Wang). */
  @ParameterizedTest
  @CsvSource({
    "1, 0.75, 0.5",
    "2, 0.274, 0.9953919999999999",
    "5, 0.75, 0.0020000000000000018",
    "10, 0.1, 0.99963712",
    "17, 0.274, 0.12809967057431693",
    "50, 0.2, 0.031438777769534076",
    "100, 0.02, 0.999999999978262",
    "100, 0.2, 5.551927328041328E-4",
    "250, 0.02, 0.9999303176086239",
    "250, 0.05, 0.5427411686321706",
    "250, 0.1, 0.012520342035390097",
    "499, 0.086, 0.0011657461086342913",
    "500, 0.05, 0.1586626392206264",
    "1000, 0.02, 0.810897131070215",
    "1000, 0.05, 0.013012071309977613"
  })
  void aRowTimesTheMatrixIsItsPower(int n, double distance, double survival) {
    assertThat(KolmogorovDistribution.survival(n, distance)).isCloseTo(survival, within(1e-12));
  }

  @Test
  void samplesOfOneSizeAreJudgedTheSameWhetherRememberedOrNot() {
    Random random = new Random(SEED);
    EqualSizeComparison remembering = new EqualSizeComparison(50);
    for (int i = 0; i < 300; i++) {
      double shift = random.nextInt(3);
      double[] one = random.doubles(50).toArray();
      double[] other = random.doubles(50).map(value -> value + shift / 4).toArray();
      KolmogorovSmirnov expected = KolmogorovSmirnov.of(one, other);
      KolmogorovSmirnov test = remembering.of(one, other);

      assertThat(test.statistic()).as("seed %d", SEED).isCloseTo(expected.statistic(), TINY);
      assertThat(test.pValue()).as("seed %d", SEED).isCloseTo(expected.pValue(), TINY);
      assertThat(remembering.of(other, one)).isEqualTo(test);
    }
    assertThatThrownBy(() -> remembering.of(new double[50], new double[49]))
        .hasMessage("both samples must hold 50 values, held 50 and 49");
    assertThatThrownBy(() -> new EqualSizeComparison(0))
        .hasMessage("size of samples must be >= 1, was 0");
  }

  @Test
  void nothingIsComparedWithNothing() {
    assertThatThrownBy(() -> KolmogorovSmirnov.of(new double[0], new double[1]))
        .hasMessage("both samples must hold a value, one was empty");
    assertThatThrownBy(() -> new PopulationStability(new double[0], 10))
        .hasMessage("reference must hold a value, was empty");
    assertThatThrownBy(() -> new PopulationStability(new double[1], 1))
        .hasMessage("bins must be >= 2, was 1");
    assertThatThrownBy(() -> new PopulationStability(new double[1], 2).index(new double[0]))
        .hasMessage("current must hold a value, was empty");
  }
}
