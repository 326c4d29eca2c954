package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.detect.PeerWatch;
import io.barograph.core.labels.Labels;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerReaderTest {
  @Test
  void readsWhichEntitiesAreCompared() throws RuleFileException {
    List<PeerWatch> watches =
        read(
            """
            - name: hosts
              match: [node_load1, 'node_memory_.*']
              by: [instance]
            - {name: disks, match: smart_errors, by: [instance, device], span: 6h}
            """
                .replace("'node_memory_.*'", "'{__name__=~\"node_memory_.*\"}'"));

    PeerWatch hosts = watches.get(0);
    assertThat(hosts.name()).isEqualTo("hosts");
    assertThat(hosts.series().cover(Labels.of("__name__", "node_memory_free"))).isTrue();
    assertThat(hosts.by()).containsExactly("instance");
    assertThat(hosts.span()).isEqualTo(Duration.ofHours(1));
    assertThat(watches.get(1).by()).containsExactly("instance", "device");
    assertThat(watches.get(1).span()).isEqualTo(Duration.ofHours(6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- {match: up, by: [unit]} | field \"name\": must be set: name it, as hosts",
        "- {name: a, by: [unit]} | field \"match\": must be set: the series",
        "- {name: a, match: up} | by must name the labels of an entity, as [instance]",
        "- {name: a, match: up, by: [__name__]} | by must not name __name__",
        "- {name: a, match: up, by: [metric]} | by must not name metric: what is derived has a",
        "- {name: a, match: up, by: [unit], span: 5s} | span must be 1m to 1d, was 5 s",
        "- {name: a, match: up, by: [unit], span: 2d} | span must be 1m to 1d",
        "[{name: a, match: up, by: [u]}, {name: a, match: up, by: [u]}] | stands twice",
        "- {name: a, match: up, by: [unit], limit: 3} | field \"limit\"",
        "- up | peers 1",
      })
  void whatIsWrongIsNamed(String entries, String named) {
    assertThatThrownBy(() -> read(entries))
        .isInstanceOf(RuleFileException.class)
        .hasMessageContaining(named);
  }

  private static List<PeerWatch> read(String entries) throws RuleFileException {
    return PackSettings.parse("barograph.yml", "peers:\n" + entries.indent(2)).peers();
  }
}
