package io.barograph.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus and a real Alertmanager; skipped where either is not on the search path. */
class PrometheusSideITCase {
  @TempDir private static Path folder;

  @Test
  void isToldAndNotifiedOfAnAlertOnWhatItIsSent() throws Exception {
    PrometheusSide.Programs programs = PrometheusSide.programs();
    assumeThat(programs.prometheus()).as("prometheus on the search path").isPresent();
    assumeThat(programs.alertmanager()).as("alertmanager on the search path").isPresent();
    Path rules = folder.resolve("rules.yml");
    Files.writeString(
        rules,
        "groups: [{name: g, interval: 1s, rules: [{alert: High, expr: load > 2, for: 2s}]}]\n");
    try (PrometheusSide side =
        PrometheusSide.start(
            programs.prometheus().orElseThrow(), programs.alertmanager(), folder, List.of(rules))) {
      long first = System.currentTimeMillis();
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                side.send(
                    Sample.of(
                        Labels.of(Labels.METRIC_NAME, "load"), System.currentTimeMillis(), 3));
                return side.alerts().stream().anyMatch(alert -> alert.notified().isPresent());
              });
      FiredAlert alert = side.alerts().get(0);
      assertThat(alert.alertName()).isEqualTo("High");
      assertThat(alert.at().toEpochMilli()).isGreaterThanOrEqualTo(first + 2_000);
      assertThat(alert.told()).isAfterOrEqualTo(alert.at());
      assertThat(alert.notified()).hasValueSatisfying(at -> assertThat(at).isAfter(alert.told()));
      assertThat(alert.incident()).isEqualTo(Optional.empty());
      assertThat(side.lost()).isZero();
    }
  }
}
