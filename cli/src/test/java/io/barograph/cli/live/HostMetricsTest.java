package io.barograph.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.core.sample.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import oshi.hardware.CentralProcessor.TickType;

class HostMetricsTest {
  @ParameterizedTest
  @CsvSource({"100, 0, 0, 1", "0, 100, 0, 0", "75, 20, 5, 0.75", "-5, 10, 0, 0"})
  void countsIdleAndWaitingTimeAsNotBusy(long user, long idle, long waiting, double expected) {
    long[] before = new long[TickType.values().length];
    long[] after = before.clone();
    after[TickType.USER.getIndex()] = user;
    after[TickType.IDLE.getIndex()] = idle;
    after[TickType.IOWAIT.getIndex()] = waiting;
    assertThat(HostMetrics.usageRatio(before, after)).hasValue(expected);
  }

  @Test
  void saysNothingOfTheProcessorsWhereNoTimeHasPassed() {
    long[] ticks = new long[TickType.values().length];
    assertThat(HostMetrics.usageRatio(ticks, ticks)).isEmpty();
  }

  private static boolean hasProcessors(List<Sample> samples) {
    return samples.stream().anyMatch(s -> s.labels().metricName().equals("host_cpu_usage_ratio"));
  }

  @Test
  void readsThisMachine() {
    HostMetrics probe = new HostMetrics("here");
    List<Sample> samples = probe.read(1_000);
    assertThat(samples)
        .extracting(sample -> sample.labels().metricName())
        .contains(
            "host_memory_usage_ratio",
            "node_cpu_seconds_total",
            "node_load1",
            "host_load5_per_cpu",
            "node_network_receive_errs_total",
            "node_network_transmit_errs_total",
            "node_network_receive_drop_total",
            "node_memory_MemTotal_bytes");
    assertThat(samples)
        .allSatisfy(
            sample -> {
              assertThat(sample.timestamp()).isEqualTo(1_000);
              assertThat(sample.labels().get("instance")).isEqualTo("here");
              assertThat(sample.labels().get("job")).isEqualTo("node");
            })
        .filteredOn(sample -> sample.labels().metricName().endsWith("_ratio"))
        .allSatisfy(sample -> assertThat(sample.value()).isBetween(0.0, 1.0));
    assertThat(samples).extracting(Sample::labels).doesNotHaveDuplicates();
    assertThat(await().until(() -> probe.read(2_000), HostMetricsTest::hasProcessors))
        .filteredOn(sample -> sample.labels().metricName().equals("host_cpu_usage_ratio"))
        .singleElement()
        .satisfies(sample -> assertThat(sample.value()).isBetween(0.0, 1.0));
  }
}
