package io.barograph.jobs.rules;

import static io.barograph.jobs.rules.GroupStageRuns.OVER;
import static io.barograph.jobs.rules.GroupStageRuns.SUMS;
import static io.barograph.jobs.rules.GroupStageRuns.TICK;
import static io.barograph.jobs.rules.GroupStageRuns.element;
import static io.barograph.jobs.rules.GroupStageRuns.elements;
import static io.barograph.jobs.rules.GroupStageRuns.mark;
import static io.barograph.jobs.rules.GroupStageRuns.openOne;
import static io.barograph.jobs.rules.GroupStageRuns.run;
import static io.barograph.jobs.rules.GroupStageRuns.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.options.BarographOptions.NoData;
import io.barograph.promql.alerting.GroupRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupStageTest {
  /** Besides one that gives several alerts for each series, one after the other. */
  private static final String SUMS_AND_LEVELS =
      SUMS
          + """
            - {alert: Level, expr: load > 0, for: 15s, labels: {level: '{{ $value | printf "%.0f" }}'}}
          """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("io.barograph.jobs.rules.GroupStageRuns#backendsAndParallelisms")
  void tellsTheSameInAnyOrderOfArrivalAfterRestoresAndRescalingAndEndsEmpty(
      StateBackend backend, int[] parallelisms) throws Exception {
    long seed = System.nanoTime();
    PackRules rules = TextRules.read(folder, NoData.KEEP_LAST, SUMS_AND_LEVELS);
    List<LeafElement> elements = elements(rules, new Random(seed));
    List<String> inOrder = run(rules, elements, new HashMapStateBackend(), new int[] {1}, null);
    List<String> disturbed = run(rules, elements, backend, parallelisms, new Random(seed));

    assertThat(inOrder).hasSizeGreaterThan(50).anyMatch(alert -> alert.contains("\"nodata\""));
    for (String level : List.of("2", "3", "4")) {
      assertThat(inOrder).anyMatch(alert -> alert.contains("\"level\":\"%s\"".formatted(level)));
    }
    assertThat(disturbed).as("seed %s", seed).isEqualTo(inOrder);
  }

  @Test
  void missingDataIsNoRecovery() throws Exception {
    PackRules rules = TextRules.read(folder, NoData.KEEP_LAST, SUMS);
    try (var stage = openOne(rules, 1, 0, null, null)) {
      element(stage, rules, "load", "j1", "a", 1, 30);
      element(stage, rules, "load", "j2", "a", 1, 30);
      mark(stage, TICK);
      element(stage, rules, "load", "j1", "a", 4, 30);
      element(stage, rules, "load", "j2", "a", 2, 30);
      element(stage, rules, "load", "j2", "a", 3, 30);
      element(stage, rules, "load", "j2", "a", 4, 3);
      mark(stage, 4 * TICK);

      assertThat(told(stage))
          .containsExactlyInAnyOrder(
              "1 j1 pending condition_true",
              "2 j1 nodata no_data",
              "4 j1 firing data_returned",
              "1 j2 pending condition_true",
              "3 j2 firing held_long_enough",
              "4 j2 resolved condition_false");
    }
  }

  @Test
  void aRatioWithoutErrorsHasNoDataOnlyIfItHadSome() throws Exception {
    PackRules rules = TextRules.read(folder, NoData.KEEP_LAST, SUMS);
    try (var stage = openOne(rules, 1, 0, null, null)) {
      for (int tick = 1; tick <= 3; tick++) {
        element(stage, rules, "load", "j1", "a", tick, 2);
      }
      element(stage, rules, "errors", "j1", "a", 1, 2);
      mark(stage, 3 * TICK);

      assertThat(told(stage)).containsExactly("1 j1 firing condition_true", "2 j1 nodata no_data");
    }
  }

  @Test
  void theEndOfInputPassesTheTicksThatItsDataCovers() throws Exception {
    PackRules rules = TextRules.read(folder, NoData.KEEP_LAST, SUMS);
    try (var stage = openOne(rules, 1, 0, null, null)) {
      for (int tick = 1; tick <= 3; tick++) {
        element(stage, rules, "load", "j1", "a", tick, 30);
      }
      mark(stage, TICK);
      InputTime end = new InputTime(Long.MAX_VALUE, 0, 3 * TICK);
      stage.processElement(new StreamRecord<>(new StageMark(Labels.EMPTY, 0, 0, end)));

      assertThat(told(stage))
          .containsExactly("1 j1 pending condition_true", "3 j1 firing held_long_enough");
    }
  }

  @Test
  void anErrorStopsTheTickOfItsPartitionAlone() throws Exception {
    PackRules rules =
        TextRules.read(
            folder,
            NoData.KEEP_LAST,
            """
            - name: g
              interval: 15s
              rules:
              - {alert: Matched, expr: load > on (job) group_left () errors}
            """);
    try (var stage = openOne(rules, 1, 0, null, null)) {
      for (int tick = 1; tick <= 2; tick++) {
        element(stage, rules, "load", "j1", "a", tick, 30);
        element(stage, rules, "errors", "j1", "a", tick, 3);
        element(stage, rules, "load", "j2", "a", tick, 30);
        element(stage, rules, "errors", "j2", "a", tick, 3);
      }
      element(stage, rules, "errors", "j1", "b", 2, 3);
      element(stage, rules, "load", "j1", "a", 3, 1);
      element(stage, rules, "errors", "j1", "a", 3, 3);
      element(stage, rules, "load", "j2", "a", 3, 1);
      element(stage, rules, "errors", "j2", "a", 3, 3);
      mark(stage, 3 * TICK);

      assertThat(told(stage))
          .as("nothing changes at the tick without a result")
          .containsExactlyInAnyOrder(
              "1 j1 firing condition_true",
              "3 j1 resolved condition_false",
              "1 j2 firing condition_true",
              "3 j2 resolved condition_false");
    }
  }

  @Test
  void anErrorBelowStopsTheTickAndIsNoMissingData() throws Exception {
    PackRules rules =
        TextRules.read(
            folder,
            NoData.KEEP_LAST,
            """
            - name: g
              interval: 15s
              rules:
              - {alert: Loaded, expr: sum by (job) (load) > 10}
            """);
    try (var stage = openOne(rules, 1, 0, null, null)) {
      element(stage, rules, "load", "j1", "a", 1, 30);
      RulePiece rule = rules.compile().pieces().values().iterator().next().newest();
      Labels key = rule.partitionKey(Labels.of("job", "j1"));
      stage.processElement(
          new StreamRecord<>(
              LeafElement.error(new LeafElement.Origin(key, rule.sourceIds().get(0), 2 * TICK))));
      element(stage, rules, "load", "j1", "a", 3, 1);
      mark(stage, 3 * TICK);

      assertThat(told(stage))
          .containsExactly("1 j1 firing condition_true", "3 j1 resolved condition_false");
    }
  }

  @Test
  void overItsLimitARuleHasNoAlerts() throws Exception {
    PackRules rules =
        TextRules.read(
            folder,
            NoData.KEEP_LAST,
            """
            - name: g
              interval: 15s
              limit: 2
              rules:
              - {alert: Loaded, expr: load > 10}
            """);
    try (var stage = openOne(rules, 1, 0, null, null)) {
      for (int tick = 1; tick <= 3; tick++) {
        element(stage, rules, "load", "j1", "a", tick, 30);
        element(stage, rules, "load", "j2", "a", tick, 30);
      }
      element(stage, rules, "load", "j3", "a", 2, 30);
      mark(stage, 3 * TICK);

      assertThat(told(stage))
          .containsExactlyInAnyOrder(
              "1 j1 firing condition_true",
              "1 j2 firing condition_true",
              "2 j1 resolved limit_exceeded",
              "2 j2 resolved limit_exceeded",
              "3 j1 firing condition_true",
              "3 j2 firing condition_true");
      mark(stage, OVER);
      assertThat(stage.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void alertsOfARuleThatIsGoneAreOver() throws Exception {
    PackRules rules = TextRules.read(folder, NoData.KEEP_LAST, SUMS);
    OperatorSubtaskState state;
    try (var stage = openOne(rules, 1, 0, null, null)) {
      element(stage, rules, "errors", "j1", "a", 1, 30);
      element(stage, rules, "load", "j1", "a", 1, 9);
      mark(stage, TICK);
      assertThat(told(stage)).containsExactly("1 j1 firing condition_true");
      state = stage.snapshot(1, 1);
    }
    PackRules edited =
        TextRules.read(folder, NoData.KEEP_LAST, SUMS.replace("alert: Ratio", "alert: Other"));
    try (var stage = openOne(edited, 1, 0, null, state)) {
      mark(stage, OVER);

      assertThat(told(stage)).containsExactly("2 j1 resolved rule_deleted");
      assertThat(stage.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void aSilentPartitionTicksByItself() throws Exception {
    PackRules rules =
        TextRules.read(
            folder,
            NoData.KEEP_LAST,
            """
            - name: g
              interval: 15s
              rules:
              - {alert: Gone, expr: 'absent(load{job="j1"})', for: 30s}
            """);
    GroupRule rule = rules.compile().groupRules().get(0);
    Labels partition = Labels.of("job", "j1");
    assertThat(rule.plan().silent()).containsExactly(partition);
    try (var stage = openOne(rules, 1, 0, null, null)) {
      mark(stage, 4 * TICK);
      element(stage, rules, "load", "j1", "a", 5, 1);
      mark(stage, 5 * TICK);

      assertThat(told(stage))
          .containsExactly(
              "1 j1 pending condition_true",
              "3 j1 firing held_long_enough",
              "5 j1 resolved condition_false");
    }
  }
}
