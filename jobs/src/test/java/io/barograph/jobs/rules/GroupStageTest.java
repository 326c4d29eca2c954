package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.formats.alert.AlertJson;
import io.barograph.jobs.options.BarographOptions.NoData;
import io.barograph.jobs.types.AlertSerializer;
import io.barograph.jobs.types.LabelsSerializer;
import io.barograph.promql.alerting.GroupRule;
import io.barograph.promql.vector.Partial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GroupStageTest {
  private static final long TICK = 15_000;
  private static final int TICKS = 60;
  private static final int JOBS = 12;

  /** Time-outs and the memory of what has ended are over by then. */
  private static final long OVER = TICKS * TICK + 3_600_000;

  private static final String SUMS =
      """
      - name: g
        interval: 15s
        rules:
        - {alert: Loaded, expr: sum by (job) (load) > 10, for: 30s}
        - {alert: Ratio, expr: sum by (job) (errors) / sum by (job) (load) > 0.5}
      """;

  /** Besides one that gives several alerts for each series, one after the other. */
  private static final String SUMS_AND_LEVELS =
      SUMS
          + """
            - {alert: Level, expr: load > 0, for: 15s, labels: {level: '{{ $value | printf "%.0f" }}'}}
          """;

  @TempDir Path folder;

  static Stream<Arguments> backendsAndParallelisms() {
    return Stream.of(
        Arguments.of(new HashMapStateBackend(), new int[] {1}),
        Arguments.of(new HashMapStateBackend(), new int[] {1, 2, 3, 1}),
        Arguments.of(new EmbeddedRocksDBStateBackend(), new int[] {2, 1, 3}));
  }

  @ParameterizedTest
  @MethodSource("backendsAndParallelisms")
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
      stage.processWatermark(TICK);
      element(stage, rules, "load", "j1", "a", 4, 30);
      element(stage, rules, "load", "j2", "a", 2, 30);
      element(stage, rules, "load", "j2", "a", 3, 30);
      element(stage, rules, "load", "j2", "a", 4, 3);
      stage.processWatermark(4 * TICK);

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
      stage.processWatermark(3 * TICK);

      assertThat(told(stage)).containsExactly("1 j1 firing condition_true", "2 j1 nodata no_data");
    }
  }

  @Test
  void theEndOfInputPassesNoTick() throws Exception {
    PackRules rules = TextRules.read(folder, NoData.KEEP_LAST, SUMS);
    try (var stage = openOne(rules, 1, 0, null, null)) {
      for (int tick = 1; tick <= 3; tick++) {
        element(stage, rules, "load", "j1", "a", tick, 30);
      }
      stage.processWatermark(2 * TICK);
      stage.processWatermark(Long.MAX_VALUE);

      assertThat(told(stage))
          .as("the series stage has marked the last tick before")
          .containsExactly("1 j1 pending condition_true");
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
      stage.processWatermark(3 * TICK);

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
      RulePiece rule = rules.compile().pieces().get(0);
      Labels key = rule.partitionKey(Labels.of("job", "j1"));
      stage.processElement(
          new StreamRecord<>(LeafElement.error(new LeafElement.Origin(key, 0, 2 * TICK))));
      element(stage, rules, "load", "j1", "a", 3, 1);
      stage.processWatermark(3 * TICK);

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
      stage.processWatermark(3 * TICK);

      assertThat(told(stage))
          .containsExactlyInAnyOrder(
              "1 j1 firing condition_true",
              "1 j2 firing condition_true",
              "2 j1 resolved limit_exceeded",
              "2 j2 resolved limit_exceeded",
              "3 j1 firing condition_true",
              "3 j2 firing condition_true");
      stage.processWatermark(OVER);
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
      stage.processWatermark(TICK);
      assertThat(told(stage)).containsExactly("1 j1 firing condition_true");
      state = stage.snapshot(1, 1);
    }
    PackRules edited =
        TextRules.read(folder, NoData.KEEP_LAST, SUMS.replace("alert: Ratio", "alert: Other"));
    try (var stage = openOne(edited, 1, 0, null, state)) {
      stage.processWatermark(OVER);

      assertThat(told(stage)).containsExactly("2 j1 resolved rule_deleted");
      assertThat(stage.numKeyedStateEntries()).isZero();
      assertThat(stage.numEventTimeTimers()).isZero();
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
      stage.processElement(
          new StreamRecord<>(
              LeafElement.silent(RulePiece.of(rule).get(0).partitionKey(partition), TICK)));
      stage.processWatermark(4 * TICK);
      element(stage, rules, "load", "j1", "a", 5, 1);
      stage.processWatermark(5 * TICK);

      assertThat(told(stage))
          .containsExactly(
              "1 j1 pending condition_true",
              "3 j1 firing held_long_enough",
              "5 j1 resolved condition_false");
    }
  }

  /** Random loads and errors of jobs, with gaps of data; all data ends before the last ticks. */
  private static List<LeafElement> elements(PackRules source, Random random) {
    RuleSet rules = source.compile();
    List<LeafElement> elements = new ArrayList<>();
    for (int job = 0; job < JOBS; job++) {
      for (int host = 0; host < 3; host++) {
        double load = 3;
        for (int tick = 1; tick < TICKS - 10; tick++) {
          load = Math.max(0, load + random.nextGaussian());
          boolean gap = random.nextInt(12) == 0 || (tick / 7 + job) % 5 == 0;
          if (!gap) {
            addAll(elements, rules, "load", "j" + job, "h" + host, tick, load);
            addAll(elements, rules, "errors", "j" + job, "h" + host, tick, random.nextInt(4));
          }
        }
      }
    }
    return elements;
  }

  private static void addAll(
      List<LeafElement> elements,
      RuleSet rules,
      String metric,
      String job,
      String host,
      int tick,
      double value) {
    Labels series = Labels.of("__name__", metric, "job", job, "host", host);
    SeriesLeaves leaves = rules.row(series, new LeafFold.Table()).leaves();
    for (int place = 0; place < leaves.size(); place++) {
      GroupLeaf leaf = leaves.leaf(place);
      LeafElement.Origin origin =
          new LeafElement.Origin(leaves.partitionKey(place), leaf.source(), tick * TICK);
      long support = leaf.leaf().supportBit();
      LeafFold fold = leaves.fold(place);
      if (fold == null) {
        elements.add(LeafElement.of(origin, series, value, support));
      } else {
        Partial sum = Partial.of(value, 0);
        elements.add(LeafElement.part(origin, fold.group(), sum, support));
      }
    }
  }

  private static void element(
      KeyedOneInputStreamOperatorTestHarness<Labels, LeafElement, Alert> stage,
      PackRules rules,
      String metric,
      String job,
      String host,
      int tick,
      double value)
      throws Exception {
    List<LeafElement> elements = new ArrayList<>();
    addAll(elements, rules.compile(), metric, job, host, tick, value);
    for (LeafElement element : elements) {
      stage.processElement(new StreamRecord<>(element));
    }
  }

  private static List<String> told(
      KeyedOneInputStreamOperatorTestHarness<Labels, LeafElement, Alert> stage) {
    return stage.extractOutputValues().stream()
        .map(
            alert ->
                "%d %s %s %s"
                    .formatted(
                        alert.updatedAt() / TICK,
                        alert.labels().get("job"),
                        alert.state().status().wireName(),
                        alert.reason().name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** Runs in as many parts as there are parallelisms, restoring between them. */
  private static List<String> run(
      PackRules rules,
      List<LeafElement> elements,
      StateBackend backend,
      int[] parallelisms,
      Random disorder)
      throws Exception {
    List<String> told = new ArrayList<>();
    OperatorSubtaskState state = null;
    int previous = 0;
    int part = TICKS / parallelisms.length;
    for (int run = 0; run < parallelisms.length; run++) {
      int parallelism = parallelisms[run];
      boolean last = run == parallelisms.length - 1;
      List<KeyedOneInputStreamOperatorTestHarness<Labels, LeafElement, Alert>> stages =
          new ArrayList<>();
      for (int subtask = 0; subtask < parallelism; subtask++) {
        OperatorSubtaskState own =
            state == null
                ? null
                : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    state, KeyGroups.COUNT, previous, parallelism, subtask);
        stages.add(openOne(rules, parallelism, subtask, backend, own));
      }
      for (int tick = run * part; tick < (last ? TICKS : (run + 1) * part); tick++) {
        long from = (tick - 1) * TICK;
        long to = tick * TICK;
        List<LeafElement> arriving =
            new ArrayList<>(
                elements.stream()
                    .filter(element -> element.tick() > from && element.tick() <= to)
                    .toList());
        if (disorder != null) {
          Collections.shuffle(arriving, disorder);
        }
        for (LeafElement element : arriving) {
          stages
              .get(
                  KeyGroupRangeAssignment.assignKeyToParallelOperator(
                      element.partitionKey(), KeyGroups.COUNT, parallelism))
              .processElement(new StreamRecord<>(element));
        }
        for (var stage : stages) {
          stage.processWatermark(to);
        }
      }
      OperatorSubtaskState[] parts = new OperatorSubtaskState[parallelism];
      for (int subtask = 0; subtask < parallelism; subtask++) {
        var stage = stages.get(subtask);
        if (last) {
          stage.processWatermark(OVER);
          if (backend instanceof HashMapStateBackend) { // the other cannot count its entries
            assertThat(stage.numKeyedStateEntries()).isZero();
          }
          assertThat(stage.numEventTimeTimers()).isZero();
        }
        parts[subtask] = stage.snapshot(run + 1L, run + 1L);
        stage.extractOutputValues().forEach(alert -> told.add(AlertJson.of(alert)));
        stage.close();
      }
      state = AbstractStreamOperatorTestHarness.repackageState(parts);
      previous = parallelism;
    }
    return told.stream().sorted().toList();
  }

  private static KeyedOneInputStreamOperatorTestHarness<Labels, LeafElement, Alert> openOne(
      PackRules rules,
      int parallelism,
      int subtask,
      StateBackend backend,
      OperatorSubtaskState state)
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<Labels, LeafElement, Alert> stage =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new GroupStage(rules, 1),
            LeafElement::partitionKey,
            LabelsSerializer.INSTANCE.typeInformation(),
            KeyGroups.COUNT,
            parallelism,
            subtask);
    if (backend != null) {
      stage.setStateBackend(backend);
    }
    stage.setup(AlertSerializer.INSTANCE);
    if (state != null) {
      stage.initializeState(state);
    }
    stage.open();
    return stage;
  }
}
