package io.barograph.core.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValueBitsTest {
  /** Each counts beside those before it. */
  private static final List<Long> ASCENDING =
      List.of(
          StaleMarker.BITS,
          bits(Double.NEGATIVE_INFINITY),
          bits(-1),
          bits(-0.0),
          bits(0.0),
          bits(2),
          bits(Double.POSITIVE_INFINITY),
          bits(Double.NaN));

  @Test
  void theGreaterCountsWhicheverComesFirst() {
    for (int i = 0; i < ASCENDING.size(); i++) {
      for (int other = 0; other <= i; other++) {
        assertThat(ValueBits.greater(ASCENDING.get(i), ASCENDING.get(other)))
            .isEqualTo(ASCENDING.get(i));
        assertThat(ValueBits.greater(ASCENDING.get(other), ASCENDING.get(i)))
            .isEqualTo(ASCENDING.get(i));
      }
    }
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
