package io.barograph.ml.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RobustTrendTest {
  @Test
  void aLineIsItself() {
    RobustTrend trend = RobustTrend.of(new double[] {1, 3, 5, 7});

    assertThat(trend.perStep()).isEqualTo(2);
    assertThat(trend.last()).isEqualTo(7);
    assertThat(trend.strength()).isEqualTo(1);
    assertThat(trend.reach()).isZero();
    assertThat(trend.expected(2)).isEqualTo(11);
    assertThat(trend.stepsUntil(13, true)).isEqualTo(3);
    assertThat(trend.stepsUntil(7, true)).isZero();
    assertThat(trend.stepsUntil(0, false)).isInfinite();
  }

  @Test
  void oneValueThatIsFarOffChangesLittle() {
    double[] line = new double[101];
    Arrays.setAll(line, i -> i);
    line[50] = 10_000;

    assertThat(RobustTrend.of(line).perStep()).isCloseTo(1, within(0.01));
  }

  @Test
  void aLongHistoryIsThinnedOutFromItsEnd() {
    double[] line = new double[5_000];
    Arrays.setAll(line, i -> -0.5 * i);

    RobustTrend trend = RobustTrend.of(line);

    assertThat(trend.perStep()).isCloseTo(-0.5, within(1e-9));
    assertThat(trend.last()).isCloseTo(-0.5 * 4_999, within(1e-6));
    assertThat(trend.strength()).isEqualTo(-1);
  }

  @Test
  void aConstantHasNoTrend() {
    RobustTrend trend = RobustTrend.of(new double[] {4, 4, 4});

    assertThat(trend.perStep()).isZero();
    assertThat(trend.strength()).isZero();
    assertThatThrownBy(() -> RobustTrend.of(new double[] {1}))
        .hasMessage("a trend needs >= 2 values, had 1");
  }
}
