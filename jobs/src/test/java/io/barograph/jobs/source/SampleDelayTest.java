package io.barograph.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.junit.jupiter.api.Test;

class SampleDelayTest {
  private final Histogram histogram = new DescriptiveStatisticsHistogram(SampleDelay.WINDOW);
  private int registrations;
  private final SampleDelay delay = new SampleDelay(this::register);

  @Test
  void tellsHowOldTheOldestHundredthIs() {
    for (int i = 0; i < 1_000; i++) {
      long now = 10_000_000L + i * 10L;
      delay.observe(now - (i % 50 == 0 ? 45_000 : 200), now);
    }

    assertThat(histogram.getStatistics().getQuantile(0.5)).isEqualTo(200);
    assertThat(histogram.getStatistics().getQuantile(0.99)).isEqualTo(45_000);
  }

  @Test
  void thereIsNoHistogramBeforeTheFirstRecordAndOneAfterIt() {
    assertThat(registrations).isZero();
    delay.observe(0, 10);
    delay.observe(0, 20);

    assertThat(registrations).isEqualTo(1);
  }

  @Test
  void looksAtOneRecordInTenMilliseconds() {
    for (int i = 0; i < 1_000; i++) {
      delay.observe(0, i / 10);
    }

    assertThat(histogram.getCount()).isEqualTo(10);
  }

  @Test
  void goesOnWhenTheClockIsSetBack() {
    delay.observe(0, 1_000_000);
    delay.observe(0, 1_000);
    delay.observe(0, 1_010);

    assertThat(histogram.getCount()).isEqualTo(3);
  }

  private Histogram register() {
    registrations++;
    return histogram;
  }
}
