package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.EntityWatch;
import io.barograph.core.labels.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityReaderTest {
  @Test
  void readsWhichEntitiesAreWatchedAndHow() throws RuleFileException {
    List<EntityWatch> watches =
        read(
            """
            - name: servers
              match: '{__name__=~"node_(load1|disk_.*)"}'
              by: [instance]
            - name: services
              match: [requests_per_second, 'errors_per_second{env="live"}']
              by: [service, zone]
              step: 15s
              detector: range
              calendar: XNYS
            """);

    EntityWatch servers = watches.get(0);
    assertThat(servers.name()).isEqualTo("servers");
    assertThat(servers.by()).containsExactly("instance");
    assertThat(servers.step()).hasMinutes(1);
    assertThat(servers.detector()).isEqualTo(DetectorType.ENSEMBLE);
    assertThat(servers.calendar()).isEmpty();
    Labels load = Labels.of("__name__", "node_load1", "instance", "a");
    assertThat(servers.series().cover(load)).isTrue();
    assertThat(servers.series().cover(load.without("instance"))).as("of no entity").isFalse();
    assertThat(servers.series().cover(load.with("__name__", "up"))).isFalse();

    EntityWatch services = watches.get(1);
    assertThat(services.by()).containsExactly("service", "zone");
    assertThat(services.step()).hasSeconds(15);
    assertThat(services.detector()).isEqualTo(DetectorType.RANGE);
    assertThat(services.calendar()).isEqualTo("XNYS");
    Labels errors = Labels.of("__name__", "errors_per_second", "service", "a", "zone", "b");
    assertThat(services.series().cover(errors)).isFalse();
    assertThat(services.series().cover(errors.with("env", "live"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- {match: up, by: [unit]} | field \"name\": must be set: name it, as servers",
        "- {name: a, by: [unit]} | field \"match\": must be set: the series",
        "- {name: a, match: up > 1, by: [unit]} | must be a plain selector",
        "- {name: a, match: up} | by must name the labels of an entity, as [instance]",
        "- {name: a, match: up, by: [__name__]} | field \"by\": by must not name __name__",
        "- {name: a, match: up, by: [metric]} | by must not name metric: what is derived has a",
        "- {name: a, match: up, by: [unit], step: 2h} | field \"step\": step must be 1s to 1h, was",
        "- {name: a, match: up, by: [unit], step: 1ms} | step must be 1s to 1h, was 1 ms",
        "- {name: a, match: up, by: [unit], step: soon} | field \"step\"",
        "- {name: a, match: up, by: [unit], detector: best} | field \"detector\": must be one of"
            + " ensemble, three-sigma, robust-z",
        "- {name: a, match: up, by: [unit], detector: random-cut-forest} | field \"detector\":"
            + " detector must be one of ensemble, three-sigma",
        "- {name: a, match: up, by: [unit], detector: random-cut-forest} | takes too much for every"
            + " metric of an entity",
        "[{name: a, match: up, by: [u]}, {name: a, match: up, by: [u]}] | stands twice",
        "- {name: a, match: up, by: [unit], calendar: NYSE} | field \"calendar\": must be one of",
        "- {name: a, match: up, by: [unit], horizon: 3h} | field \"horizon\"",
        "- up | entity 1",
      })
  void whatIsWrongIsNamed(String entries, String named) {
    assertThatThrownBy(() -> read(entries))
        .isInstanceOf(RuleFileException.class)
        .hasMessageContaining(named)
        .hasMessageContaining("barograph.yml:2");
  }

  private static List<EntityWatch> read(String entries) throws RuleFileException {
    return PackSettings.parse("barograph.yml", "entities:\n" + entries.indent(2)).entities();
  }
}
