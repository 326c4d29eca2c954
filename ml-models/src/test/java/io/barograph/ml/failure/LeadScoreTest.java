package io.barograph.ml.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadScoreTest {
  private static final long FAILURE = 1_000_000_000L;
  private static final long HOUR = 3_600_000;

  private final LeadScore score = new LeadScore(LeadBand.DEFAULT);

  @ParameterizedTest
  @CsvSource({
    "50, 0, 1, 1",
    "50, -1, 0, 0",
    "10, 0, 1, 1",
    "10, 1, 0, 0",
    "30, 0, 1, 1",
    "0, 0, 0, 0"
  })
  void aWarningIsRightInTheBandAlone(int hours, long laterMillis, double precision, double recall) {
    score.warned(FAILURE - hours * HOUR + laterMillis, FAILURE);

    assertThat(score.precision()).isEqualTo(precision);
    assertThat(score.recall()).isEqualTo(recall);
  }

  @Test
  void countsLateOnesAsMissesAndEarlyOnesAsFalse() {
    score.warned(FAILURE - 20 * HOUR, FAILURE);
    score.warned(FAILURE - 40 * HOUR, FAILURE);
    score.warned(FAILURE - 5 * HOUR, FAILURE);
    score.warned(FAILURE - 60 * HOUR, FAILURE);
    score.missed();

    assertThat(score.precision()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(score.recall()).isCloseTo(2.0 / 5, within(1e-12));
    assertThat(score.f1()).isCloseTo(0.5, within(1e-12));
    assertThat(score.medianLeadHours()).isEqualTo(30);
    assertThat(score)
        .hasToString("F1 0.500, precision 0.667, recall 0.400, median lead 30.0 h, 5 failures");
  }

  @Test
  void isZeroWithoutUnits() {
    assertThat(score.f1()).isZero();
    assertThat(score.medianLeadHours()).isNaN();
  }

  @Test
  void aBandHasABeginAndAnEnd() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LeadBand(50, 10))
        .withMessageContaining("was 50.0 h to 10.0 h");
    assertThatIllegalArgumentException().isThrownBy(() -> new LeadBand(-1, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> new LeadBand(1, Double.NaN));
  }

  @Test
  void rowsOfAUnitAreInTimeOrder() {
    UnitHistory unit = new UnitHistory("a");
    unit.add(5, new double[1]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> unit.add(5, new double[1]))
        .withMessage("unit a: rows must be in time order, 5 came after 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> unit.add(6, new double[2]))
        .withMessage("unit a: a row must have 1 sensors, had 2");
  }
}
