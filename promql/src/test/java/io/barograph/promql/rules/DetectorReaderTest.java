package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.MetricType;
import io.barograph.core.detect.ModelUse;
import io.barograph.core.detect.SeriesTraits;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.labels.Labels;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorReaderTest {
  @Test
  void readsWhichSeriesAreWatchedAndHow() throws RuleFileException {
    List<SeriesWatch> watches =
        read(
            """
            - name: load
              match: node_load1{job=~"node|host"}
            - name: desk
              match: [barograph_strategy_pnl, '{__name__=~"desk_.*",desk!=""}']
              detector: robust-z
              bounds: {lookBack: 2d, margin: 2}
              calendar: XHKG
              type: counter
            - name: nic
              match: nic
              detector: random-cut-forest
              models: disputed
            """);

    SeriesWatch load = watches.get(0);
    assertThat(load.detector()).isEqualTo(DetectorType.ENSEMBLE);
    assertThat(load.bounds()).isEqualTo(Bounds.DEFAULT);
    assertThat(load.series().cover(Labels.of("__name__", "node_load1", "job", "host"))).isTrue();
    assertThat(load.series().cover(Labels.of("__name__", "node_load1", "job", "other"))).isFalse();
    assertThat(load.series().cover(Labels.of("__name__", "node_load5", "job", "host"))).isFalse();

    assertThat(watches.get(2).detector()).isEqualTo(DetectorType.RANDOM_CUT_FOREST);
    assertThat(watches.get(2).models()).isEqualTo(ModelUse.DISPUTED);
    assertThat(load.models()).isEqualTo(ModelUse.ALWAYS);

    SeriesWatch desk = watches.get(1);
    assertThat(desk.name()).isEqualTo("desk");
    assertThat(desk.detector()).isEqualTo(DetectorType.ROBUST_Z);
    assertThat(load.traits()).isEqualTo(SeriesTraits.DEFAULT);
    assertThat(desk.traits()).isEqualTo(new SeriesTraits(MetricType.COUNTER, "XHKG"));
    assertThat(desk.bounds()).isEqualTo(new Bounds(Duration.ofDays(2), 2));
    assertThat(desk.series().cover(Labels.of("__name__", "barograph_strategy_pnl"))).isTrue();
    assertThat(desk.series().cover(Labels.of("__name__", "desk_risk", "desk", "a"))).isTrue();
    assertThat(desk.series().cover(Labels.of("__name__", "desk_risk"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- {match: up} | field \"name\": must be set",
        "- {name: a} | field \"match\": must be set: the series",
        "- {name: a, match: 'up > 1'} | field \"match\": must be a plain selector",
        "- {name: a, match: 'up offset 5m'} | field \"match\": must be a plain selector",
        "- {name: a, match: 'up{'} | is no selector",
        "- {name: a, match: up, detector: oracle} | field \"detector\": must be one of ensemble,",
        "- {name: a, match: up, detector: random-cut-forest, models: few} | field \"models\": must be one"
            + " of always, disputed",
        "- {name: a, match: up, models: disputed} | field \"models\": is for heavy detectors, every"
            + " series has ensemble",
        "- {name: a, match: up, type: histogram} | field \"type\": must be one of auto, counter, gauge",
        "- {name: a, match: up, calendar: XPAR} | field \"calendar\": must be one of XNYS, XNAS,",
        "- {name: a, match: up, bounds: {margin: 0}} | margin must be 1 to 100",
        "- {name: a, match: up, bounds: {lookBack: 90d}} | lookBack must be 1d to 35d",
        "[{name: a, match: up}, {name: a, match: up}] | field \"name\": stands twice",
        "- {name: a, match: up, model: b} | field \"model\"",
        "- up | detector 1",
      })
  void whatIsWrongIsNamed(String entries, String named) {
    assertThatThrownBy(() -> read(entries))
        .isInstanceOf(RuleFileException.class)
        .hasMessageContaining(named);
  }

  private static List<SeriesWatch> read(String entries) throws RuleFileException {
    return PackSettings.parse("barograph.yml", "detectors:\n" + entries.indent(2)).detectors();
  }
}
