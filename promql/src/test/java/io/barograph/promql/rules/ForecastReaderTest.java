package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.detect.ForecastWatch;
import io.barograph.core.labels.Labels;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastReaderTest {
  @Test
  void readsWhichSeriesAreForecastAndHowFar() throws RuleFileException {
    List<ForecastWatch> watches =
        read(
            """
            - {name: disk, match: disk_used_ratio, step: 1h, horizon: 7d, above: 0.9}
            - {name: cash, match: [desk_cash, desk_margin], below: -5}
            - {name: load, match: node_load1}
            """);

    ForecastWatch disk = watches.get(0);
    assertThat(disk.series().cover(Labels.of("__name__", "disk_used_ratio"))).isTrue();
    assertThat(disk.steps()).isEqualTo(168);
    assertThat(disk.limit()).isEqualTo(new ForecastWatch.Limit(0.9, true));
    assertThat(watches.get(1).limit()).isEqualTo(new ForecastWatch.Limit(-5, false));
    assertThat(watches.get(2).step()).isEqualTo(Duration.ofMinutes(5));
    assertThat(watches.get(2).horizon()).isEqualTo(Duration.ofHours(4));
    assertThat(watches.get(2).limit()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- {match: up} | field \"name\": must be set",
        "- {name: a} | field \"match\": must be set: the series",
        "- {name: a, match: up, step: 7m} | step must be 1m to 1h and a part of an hour",
        "- {name: a, match: up, step: 30s} | step must be 1m to 1h",
        "- {name: a, match: up, horizon: 30d} | horizon must be 1 to 336 times the step",
        "- {name: a, match: up, above: 1, below: 0} | field \"below\": must not be set beside above",
        "- {name: a, match: up, above: much} | field \"above\": must be a number",
        "[{name: a, match: up}, {name: a, match: up}] | field \"name\": stands twice",
        "- up | forecast 1",
      })
  void whatIsWrongIsNamed(String entries, String named) {
    assertThatThrownBy(() -> read(entries))
        .isInstanceOf(RuleFileException.class)
        .hasMessageContaining(named);
  }

  private static List<ForecastWatch> read(String entries) throws RuleFileException {
    return PackSettings.parse("barograph.yml", "forecasts:\n" + entries.indent(2)).forecasts();
  }
}
