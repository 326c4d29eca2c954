package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.detect.FailureWatch;
import io.barograph.core.labels.Labels;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionReaderTest {
  @Test
  void readsWhichUnitsArePredictedAndByWhat() throws RuleFileException {
    List<FailureWatch> watches =
        read(
            """
            - name: disks
              match: '{__name__=~"smart_.*"}'
              by: [instance, device]
            - name: engines
              match: [engine_heat, engine_wear]
              by: [engine]
              failed: engine_failed{kind="total"}
              step: 10m
              horizon: 1d
              lead: 2h
              model: engines
              shadow: 4
            """);

    FailureWatch disks = watches.get(0);
    assertThat(disks.name()).isEqualTo("disks");
    assertThat(disks.series().cover(Labels.of("__name__", "smart_errors"))).isTrue();
    assertThat(disks.by()).containsExactly("instance", "device");
    assertThat(disks.isJudged()).isFalse();
    assertThat(disks.span()).isEqualTo(FailureWatch.Span.DEFAULT);
    assertThat(disks.model()).isEqualTo(FailureWatch.Model.NONE);

    FailureWatch engines = watches.get(1);
    assertThat(engines.isJudged()).isTrue();
    assertThat(engines.failures().cover(Labels.of("__name__", "engine_failed", "kind", "total")))
        .isTrue();
    assertThat(engines.failures().cover(Labels.of("__name__", "engine_failed"))).isFalse();
    assertThat(engines.span())
        .isEqualTo(
            new FailureWatch.Span(Duration.ofMinutes(10), Duration.ofDays(1), Duration.ofHours(2)));
    assertThat(engines.model()).isEqualTo(new FailureWatch.Model("engines", 4));
  }

  @Test
  void aHorizonHasFiftyStepsAndALeadIsAFifth() throws RuleFileException {
    FailureWatch watch = read("- {name: a, match: up, by: [unit], horizon: 100m}").get(0);

    assertThat(watch.span())
        .isEqualTo(
            new FailureWatch.Span(
                Duration.ofMinutes(2), Duration.ofMinutes(100), Duration.ofMinutes(20)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- {match: up, by: [unit]} | field \"name\": must be set",
        "- {name: a, by: [unit]} | field \"match\": must be set: the series",
        "- {name: a, match: up} | by must name the labels of a unit, as [instance]",
        "- {name: a, match: up, by: [__name__]} | by must not name __name__",
        "- {name: a, match: up, by: [version]} | by must not name version: what is derived has a",
        "- {name: a, match: up, by: [unit], failed: 'up > 1'} | must be a plain selector",
        "- {name: a, match: up, by: [unit], step: 2d} | step must be 1s to 1d",
        "- {name: a, match: up, by: [unit], step: 1h, horizon: 2h} | horizon must be 10 to 500"
            + " times",
        "- {name: a, match: up, by: [unit], lead: 60h} | lead must be 0s or more and below",
        "- {name: a, match: up, by: [unit], shadow: 3} | shadow is a version of a model",
        "- {name: a, match: up, by: [unit], model: b, shadow: new} | field \"shadow\": must be a"
            + " version, as 3, was",
        "- {name: a, match: up, by: [unit], model: ../b} | field \"model\": must be of letters",
        "[{name: a, match: up, by: [u]}, {name: a, match: up, by: [u]}] | stands twice",
        "- {name: a, match: up, by: [unit], limit: 3} | field \"limit\"",
        "- up | prediction 1",
      })
  void whatIsWrongIsNamed(String entries, String named) {
    assertThatThrownBy(() -> read(entries))
        .isInstanceOf(RuleFileException.class)
        .hasMessageContaining(named);
  }

  private static List<FailureWatch> read(String entries) throws RuleFileException {
    return PackSettings.parse("barograph.yml", "predictions:\n" + entries.indent(2)).predictions();
  }
}
