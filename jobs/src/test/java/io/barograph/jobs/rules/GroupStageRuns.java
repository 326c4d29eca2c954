package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.formats.alert.AlertJson;
import io.barograph.jobs.types.AlertSerializer;
import io.barograph.jobs.types.LabelsSerializer;
import io.barograph.promql.vector.Partial;
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
import org.junit.jupiter.params.provider.Arguments;

/** Runs of one or several subtasks of a group stage on elements that are made up. */
final class GroupStageRuns {
  static final long TICK = 15_000;
  static final int TICKS = 60;
  static final int JOBS = 12;

  /** Time-outs and the memory of what has ended are over by then. */
  static final long OVER = TICKS * TICK + 3_600_000;

  static final String SUMS =
      """
      - name: g
        interval: 15s
        rules:
        - {alert: Loaded, expr: sum by (job) (load) > 10, for: 30s}
        - {alert: Ratio, expr: sum by (job) (errors) / sum by (job) (load) > 0.5}
      """;

  private GroupStageRuns() {}

  static Stream<Arguments> backendsAndParallelisms() {
    return Stream.of(
        Arguments.of(new HashMapStateBackend(), new int[] {1}),
        Arguments.of(new HashMapStateBackend(), new int[] {1, 2, 3, 1}),
        Arguments.of(new EmbeddedRocksDBStateBackend(), new int[] {2, 1, 3}));
  }

  /** Random loads and errors of jobs, with gaps of data; all data ends before the last ticks. */
  static List<LeafElement> elements(PackRules source, Random random) {
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

  static void addAll(
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

  static void element(
      KeyedOneInputStreamOperatorTestHarness<Labels, StageRecord, Alert> stage,
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

  /** Tells a stage that those who send to it are as far as {@code time}. */
  static void mark(
      KeyedOneInputStreamOperatorTestHarness<Labels, StageRecord, Alert> stage,
      int senders,
      long time)
      throws Exception {
    for (int sender = 0; sender < senders; sender++) {
      InputTime input = new InputTime(time, TICK, Long.MIN_VALUE);
      stage.processElement(new StreamRecord<>(new StageMark(Labels.EMPTY, sender, 0, input)));
    }
  }

  static void mark(
      KeyedOneInputStreamOperatorTestHarness<Labels, StageRecord, Alert> stage, long time)
      throws Exception {
    mark(stage, 1, time);
  }

  static List<String> told(
      KeyedOneInputStreamOperatorTestHarness<Labels, StageRecord, Alert> stage) {
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
  static List<String> run(
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
      List<KeyedOneInputStreamOperatorTestHarness<Labels, StageRecord, Alert>> stages =
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
          mark(stage, parallelism, to);
        }
      }
      OperatorSubtaskState[] parts = new OperatorSubtaskState[parallelism];
      for (int subtask = 0; subtask < parallelism; subtask++) {
        var stage = stages.get(subtask);
        if (last) {
          mark(stage, parallelism, OVER);
          if (backend instanceof HashMapStateBackend) { // the other cannot count its entries
            assertThat(stage.numKeyedStateEntries()).isZero();
          }
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

  static KeyedOneInputStreamOperatorTestHarness<Labels, StageRecord, Alert> openOne(
      PackRules rules,
      int parallelism,
      int subtask,
      StateBackend backend,
      OperatorSubtaskState state)
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<Labels, StageRecord, Alert> stage =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new GroupStage(rules, 1, true),
            StageRecord::partitionKey,
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
