package io.barograph.jobs.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.testing.AlertEpisodes;
import io.barograph.jobs.types.AlertSerializer;
import org.apache.flink.streaming.api.operators.StreamFilter;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class WithoutChainsTest {
  @Test
  void nothingPassesAndEachTransitionIsCounted() throws Exception {
    WithoutChains without = new WithoutChains("no chains are looked for");
    try (var harness =
        new OneInputStreamOperatorTestHarness<Alert, Alert>(new StreamFilter<>(without))) {
      harness.setup(AlertSerializer.INSTANCE);
      harness.open();
      for (int second = 1; second <= 3; second++) {
        harness.processElement(AlertEpisodes.fires(Labels.of("alertname", "Slow"), second), second);
      }

      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(
              ((WithoutChains) ((StreamFilter<?>) harness.getOperator()).getUserFunction())
                  .unread())
          .isEqualTo(3);
    }
  }
}
