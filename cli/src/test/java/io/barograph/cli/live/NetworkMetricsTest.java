package io.barograph.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.cli.live.NetworkMetrics.Traffic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkMetricsTest {
  private static final Traffic BEFORE = new Traffic(1_000, 500, 700);

  @ParameterizedTest
  @CsvSource({
    "500, 700, 0",
    "1500, 700, 0.4",
    "500, 1950, 0.5",
    "1500, 1950, 0.5",
    "90500, 700, 1"
  })
  void theBusierDirectionCounts(long received, long sent, double ratio) {
    assertThat(new Traffic(3_000, received, sent).usageRatio(BEFORE, 10_000)).hasValue(ratio);
  }

  @Test
  void knowsNothingWithoutASpeedWithoutTimeAndAfterAReset() {
    assertThat(new Traffic(3_000, 900, 900).usageRatio(BEFORE, 0)).isEmpty();
    assertThat(new Traffic(3_000, 900, 900).usageRatio(BEFORE, -1)).isEmpty();
    assertThat(new Traffic(1_000, 900, 900).usageRatio(BEFORE, 10_000)).isEmpty();
    assertThat(new Traffic(3_000, 0, 0).usageRatio(BEFORE, 10_000)).isEmpty();
  }
}
