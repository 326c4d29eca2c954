package io.barograph.core.rootcause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.rootcause.Deviation.Usual;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How far is far. */
final class DeviationTest {
  @Test
  void aLongTailOfThePastIsNoise() {
    double[] steady = new double[100];
    for (int i = 0; i < steady.length; i++) {
      steady[i] = i % 3 * 0.01;
    }
    double[] tailed = steady.clone();
    Arrays.fill(tailed, 0, 15, 3);

    assertThat(Deviation.above(Usual.of(steady), 3, 0.1)).isGreaterThan(20);
    assertThat(Deviation.above(Usual.of(tailed), 3, 0.1)).isLessThan(2);
  }

  @Test
  void whatIsRareInThePastDoesNotHideWhatIsNew() {
    double[] past = new double[100];
    Arrays.fill(past, 0, 8, 3);

    assertThat(Deviation.above(Usual.of(past), 3, 0.1)).isGreaterThan(20);
  }

  @Test
  void aShortPastIsDoubted() {
    double few = Deviation.above(Usual.of(new double[4]), 1, 0.1);
    double many = Deviation.above(Usual.of(new double[400]), 1, 0.1);

    assertThat(few).isCloseTo(many * Math.sqrt(0.5), within(0.1));
  }

  @Test
  void aRatioOfFewerCountsIsLessSure() {
    Usual usual = Usual.of(new double[50]);

    assertThat(Deviation.apart(usual, -1, 0.1, 0.5)).isLessThan(2);
    assertThat(Deviation.apart(usual, -1, 0.1, 0)).isGreaterThan(9);
    assertThat(Deviation.apart(usual, 1, 0.1, -5))
        .as("more counts than usual are no surer than usual")
        .isEqualTo(Deviation.apart(usual, 1, 0.1, 0));
  }

  @Test
  void aCountIsFarWhereNothingIsExpected() {
    assertThat(Deviation.ofCount(0, 0.01)).isZero();
    assertThat(Deviation.ofCount(3, 5)).as("fewer").isZero();
    assertThat(Deviation.ofCount(5, 0.03)).isCloseTo(6.4, within(0.1));
    assertThat(Deviation.ofCount(1_010, 1_000)).isLessThan(0.4);
  }
}
