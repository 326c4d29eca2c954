package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.labels.Labels;
import io.barograph.core.policy.MeasurePolicies;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What packs say of measures, and objectives that need a session calendar. */
class PackMeasuresTest {
  @TempDir Path folder;

  @Test
  void theEarlierPackHoldsAndAFolderOfSettingsIsAPack() throws Exception {
    Path desk =
        pack(
            "desk",
            """
            measures:
              quotes:
                - match: {symbol: A}
                  gapFloor: 7s
            """);
    Path others =
        pack(
            "others",
            """
            measures:
              quotes:
                - gapFloor: 90s
            """);
    Files.writeString(others.resolve("rules.yml"), "groups: []\n");
    MeasurePolicies policies =
        InstantiationUtil.clone(read(desk, others).liveSettings().measures());

    assertThat(gapFloor(policies, "A")).isEqualTo(7_000);
    assertThat(gapFloor(policies, "B")).isEqualTo(90_000);
    assertThat(gapFloor(read(others, desk).liveSettings().measures(), "A")).isEqualTo(90_000);
  }

  @Test
  void whatIsWrongRefusesTheJob() throws IOException {
    Path desk = pack("desk", "measures: {quotes: [{gapTimes: 0}]}");

    assertThatThrownBy(() -> read(desk))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("barograph.yml:1:32: measures.quotes 1, field \"gapTimes\"");
    Files.delete(desk.resolve("barograph.yml"));
    assertThatThrownBy(() -> read(desk))
        .hasMessageContaining("holds no rule file (*.yml or *.yaml) and no barograph.yml");
  }

  @Test
  void anObjectiveWithACalendarReadsRequestsAndSessions() throws IOException {
    Path desk =
        pack(
            "desk",
            "slo: [{name: a, objective: 99, calendar: XNYS, total: all_total, errors: bad_total}]");
    PackRules rules =
        read(desk)
            .onDerived(Map.of("metrics", ".*_total"), Map.of("feeds", "barograph_session_.*"));

    assertThat(rules.inputs()).containsExactly("metrics", "feeds");
    assertThat(rules.compile().size()).isPositive();
  }

  private static long gapFloor(MeasurePolicies policies, String symbol) {
    return policies.quotes().of(Labels.of("symbol", symbol)).arrivals().gapFloorMillis();
  }

  private Path pack(String name, String settings) throws IOException {
    Path pack = Files.createDirectory(folder.resolve(name));
    Files.writeString(pack.resolve("barograph.yml"), settings);
    return pack;
  }

  private static PackRules read(Path... packs) {
    Configuration configuration = new Configuration();
    configuration.set(
        BarographOptions.RULE_PATHS, List.of(packs).stream().map(Path::toString).toList());
    return PackRules.read(JobOptions.of(configuration));
  }
}
