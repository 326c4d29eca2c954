package io.barograph.jobs.rules;

import static io.barograph.jobs.rules.GroupStageRuns.SUMS;
import static io.barograph.jobs.rules.GroupStageRuns.TICK;
import static io.barograph.jobs.rules.GroupStageRuns.element;
import static io.barograph.jobs.rules.GroupStageRuns.elements;
import static io.barograph.jobs.rules.GroupStageRuns.mark;
import static io.barograph.jobs.rules.GroupStageRuns.openOne;
import static io.barograph.jobs.rules.GroupStageRuns.run;
import static io.barograph.jobs.rules.GroupStageRuns.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.jobs.options.BarographOptions.NoData;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupStageRecoveryTest {
  private static final String RECOVERIES =
      """
      - {match: {alert: Loaded}, recover: sum by (job) (load) < 6}
      - {match: {alert: Ratio}, recover: sum by (job) (errors) / sum by (job) (load) < 0.2}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("io.barograph.jobs.rules.GroupStageRuns#backendsAndParallelisms")
  void anAlertRecoversAtTheSameTickAfterRestoresAndRescalingAndEndsEmpty(
      StateBackend backend, int[] parallelisms) throws Exception {
    long seed = System.nanoTime();
    PackRules without = TextRules.read(folder, NoData.KEEP_LAST, SUMS);
    List<String> atOnce =
        run(
            without,
            elements(without, new Random(seed)),
            new HashMapStateBackend(),
            new int[] {1},
            null);
    PackRules rules = TextRules.read(folder, NoData.KEEP_LAST, SUMS, RECOVERIES);
    List<LeafElement> elements = elements(rules, new Random(seed));
    List<String> inOrder = run(rules, elements, new HashMapStateBackend(), new int[] {1}, null);
    List<String> disturbed = run(rules, elements, backend, parallelisms, new Random(seed));

    assertThat(inOrder).hasSizeGreaterThan(10);
    assertThat(ends(inOrder)).as("seed %s", seed).isLessThan(ends(atOnce));
    assertThat(disturbed).as("seed %s", seed).isEqualTo(inOrder);
  }

  private static long ends(List<String> told) {
    return told.stream().filter(alert -> alert.contains("\"resolved\"")).count();
  }

  @Test
  void anAlertGoesOnUntilItHasRecoveredAndSilenceIsNone() throws Exception {
    PackRules rules = TextRules.read(folder, NoData.KEEP_LAST, SUMS, RECOVERIES);
    try (var stage = openOne(rules, 1, 0, null, null)) {
      double[] loads = {11, 11, 11, 8, 11, 6, Double.NaN, 8, 5, 8};
      for (int tick = 1; tick <= loads.length; tick++) {
        if (!Double.isNaN(loads[tick - 1])) {
          element(stage, rules, "load", "j1", "a", tick, loads[tick - 1]);
        }
        element(stage, rules, "load", "j2", "a", tick, tick == 1 ? 11 : 8);
      }
      mark(stage, loads.length * TICK);

      assertThat(told(stage))
          .containsExactlyInAnyOrder(
              "1 j1 pending condition_true",
              "3 j1 firing held_long_enough",
              "7 j1 nodata no_data",
              "8 j1 firing data_returned",
              "9 j1 resolved condition_false",
              "1 j2 pending condition_true",
              "2 j2 inactive never_held");
    }
  }

  @Test
  void anErrorInTheRecoveryExpressionStopsTheTickOfItsPartitionAlone() throws Exception {
    PackRules rules =
        TextRules.read(
            folder,
            NoData.KEEP_LAST,
            """
            - name: g
              interval: 15s
              rules:
              - {alert: Matched, expr: sum by (job) (load) > 10}
            """,
            """
            - match: {alert: Matched}
              recover: sum by (job) (load > on (job) group_left () load) or sum by (job) (load) < 5
            """);
    try (var stage = openOne(rules, 1, 0, null, null)) {
      for (int tick = 1; tick <= 3; tick++) {
        for (String job : List.of("j1", "j2")) {
          element(stage, rules, "load", job, "a", tick, tick == 1 ? 11 : 1);
        }
      }
      element(stage, rules, "load", "j1", "b", 2, 1);
      mark(stage, 3 * TICK);

      assertThat(told(stage))
          .containsExactlyInAnyOrder(
              "1 j1 firing condition_true",
              "3 j1 resolved condition_false",
              "1 j2 firing condition_true",
              "2 j2 resolved condition_false");
    }
  }

  @Test
  void anAlertThatHasNotRecoveredCountsForTheLimit() throws Exception {
    PackRules rules =
        TextRules.read(
            folder,
            NoData.KEEP_LAST,
            """
            - name: g
              interval: 15s
              limit: 1
              rules:
              - {alert: Loaded, expr: sum by (job) (load) > 10}
            """,
            "- {match: {alert: Loaded}, recover: sum by (job) (load) < 6}");
    try (var stage = openOne(rules, 1, 0, null, null)) {
      element(stage, rules, "load", "j1", "a", 1, 11);
      element(stage, rules, "load", "j1", "a", 2, 8);
      element(stage, rules, "load", "j2", "a", 2, 11);
      mark(stage, 2 * TICK);

      assertThat(told(stage))
          .containsExactly("1 j1 firing condition_true", "2 j1 resolved limit_exceeded");
    }
  }
}
