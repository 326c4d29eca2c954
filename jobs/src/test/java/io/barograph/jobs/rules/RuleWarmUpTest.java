package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long before a time the job must have begun: what rules look back on, and an interval. */
class RuleWarmUpTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{alert: A, expr: x > 1} | resolve | 6",
        "{alert: A, expr: x > 1, for: 10m, keep_firing_for: 20m} | resolve | 36",
        "{alert: A, expr: 'rate(x[30m]) > 1'} | resolve | 31",
        "{alert: A, expr: 'rate(x[30m] offset 1h) > 1'} | resolve | 91",
        "{alert: A, expr: x > 1} | keep-last | 21"
      })
  void reachesAsFarAsTheRuleAndItsClauses(String rule, String noData, int minutes)
      throws IOException {
    assertThat(warmUp(noData, rule)).isEqualTo(Duration.ofMinutes(minutes));
  }

  @Test
  void addsUpWhatStandsInsideOfWhat() throws IOException {
    String nested = "{alert: A, expr: 'max_over_time(sum(rate(x[5m]))[1h:1m]) > 1'}";
    assertThat(warmUp("resolve", nested)).isBetween(Duration.ofMinutes(66), Duration.ofMinutes(68));
    String pieces = "{alert: A, expr: 'sum(max_over_time(sum by (j) (rate(x[5m]))[1h:1m])) > 1'}";
    assertThat(warmUp("resolve", pieces)).isBetween(Duration.ofMinutes(66), Duration.ofMinutes(68));
  }

  @Test
  void isThatOfTheRuleThatNeedsMost() throws IOException {
    String two = "{alert: A, expr: x > 1, for: 1h}\n  - {alert: B, expr: x > 2}";
    assertThat(warmUp("resolve", two)).isEqualTo(Duration.ofMinutes(66));
  }

  private Duration warmUp(String noData, String rules) throws IOException {
    Path file = folder.resolve("rules.yml");
    Files.writeString(file, "groups:\n- name: g\n  rules:\n  - " + rules + "\n");
    Configuration options = new Configuration();
    options.set(BarographOptions.RULE_PATHS, List.of(file.toString()));
    options.setString(BarographOptions.NO_DATA.key(), noData);
    return PackRules.read(JobOptions.of(options)).warmUp();
  }
}
