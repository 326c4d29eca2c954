package io.barograph.jobs.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.core.quality.QualityEvent;
import io.barograph.core.quality.QualityEvent.Kind;
import io.barograph.core.quality.QualityWindow;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import io.barograph.jobs.rules.KeyGroups;
import io.barograph.jobs.testing.AlertFunctionRuns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two hours of alerts of ten rules, and an hour without any behind them. */
class AlertQualityFunctionTest {
  private static final long MINUTE = 60_000;
  private static final int MINUTES = 120;
  private static final String RULE = "pack/group/HighCpu";

  @ParameterizedTest
  @MethodSource(AlertFunctionRuns.BACKENDS_AND_PARALLELISMS)
  void saysTheSameInAnyOrderOfArrivalAfterRestoresAndRescalingAndEndsEmpty(
      StateBackend backend, int[] parallelisms) throws Exception {
    long seed = System.nanoTime();
    List<QualityEvent> events = events(new Random(seed));
    List<String> inOrder = run(events, new HashMapStateBackend(), new int[] {1}, null);

    assertThat(run(events, backend, parallelisms, new Random(seed)))
        .as("seed %s", seed)
        .isEqualTo(inOrder);
    assertThat(inOrder)
        .anyMatch(text -> text.contains("flapping_ratio") && !text.endsWith(" 0.0"))
        .anyMatch(text -> text.endsWith("stale"));
  }

  @Test
  void speaksOnceAMinuteAndOneMinuteAhead() throws Exception {
    try (var function = open(1, 0, null, null)) {
      function.processElement(new StreamRecord<>(event(Kind.FIRED, 70_000)));
      function.processWatermark(119_999);
      assertThat(function.extractOutputValues()).isEmpty();
      function.processWatermark(120_000);
      assertThat(function.extractOutputValues())
          .extracting(AlertQualityFunctionTest::text)
          .containsExactly(
              "180000 barograph_alert_quality_alerts 1.0",
              "180000 barograph_alert_quality_duplicates 0.0",
              "180000 barograph_alert_quality_flapping_ratio 0.0");
      function.processWatermark(5 * MINUTE);
      assertThat(function.extractOutputValues())
          .extracting(IngestedSample::timestamp)
          .containsOnly(3 * MINUTE, 4 * MINUTE, 5 * MINUTE, 6 * MINUTE)
          .hasSize(12);
    }
  }

  @Test
  void whatComesLateCountsFromTheNextTickOn() throws Exception {
    try (var function = open(1, 0, null, null)) {
      function.processWatermark(10 * MINUTE);
      function.processElement(new StreamRecord<>(event(Kind.FIRED, MINUTE)));
      function.processWatermark(11 * MINUTE);
      assertThat(function.extractOutputValues())
          .extracting(AlertQualityFunctionTest::text)
          .contains("720000 barograph_alert_quality_alerts 1.0");
    }
  }

  @Test
  void theEndOfAllInputSaysWhatWasLeftAndLeavesNothing() throws Exception {
    try (var function = open(1, 0, null, null)) {
      function.processElement(new StreamRecord<>(event(Kind.FIRED, 70_000)));
      function.processElement(new StreamRecord<>(event(Kind.ENDED, 190_000)));
      function.processWatermark(Long.MAX_VALUE);

      assertThat(function.extractOutputValues())
          .extracting(IngestedSample::timestamp)
          .startsWith(3 * MINUTE)
          .endsWith(5 * MINUTE);
      assertThat(function.numKeyedStateEntries()).isZero();
      assertThat(function.numEventTimeTimers()).isZero();
    }
  }

  private static List<QualityEvent> events(Random random) {
    List<QualityEvent> events = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      String rule = i % 11 == 10 ? QualityEvent.ALL_RULES : "pack/group/rule-" + i % 11;
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      long time = random.nextLong(MINUTES * MINUTE);
      events.add(new QualityEvent(rule, kind, time, "alert-" + random.nextInt(3), 1_000));
    }
    return events;
  }

  private static List<String> run(
      List<QualityEvent> events, StateBackend backend, int[] parallelisms, Random disorder)
      throws Exception {
    List<String> given = new ArrayList<>();
    OperatorSubtaskState state = null;
    int part = MINUTES / parallelisms.length;
    for (int run = 0; run < parallelisms.length; run++) {
      int parallelism = parallelisms[run];
      List<KeyedOneInputStreamOperatorTestHarness<String, QualityEvent, IngestedSample>> subtasks =
          new ArrayList<>();
      for (int i = 0; i < parallelism; i++) {
        OperatorSubtaskState own =
            state == null
                ? null
                : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    state, KeyGroups.COUNT, parallelisms[run - 1], parallelism, i);
        subtasks.add(open(parallelism, i, backend, own));
      }
      for (int minute = run * part; minute < (run + 1) * part; minute++) {
        for (QualityEvent event : arriving(events, minute, disorder)) {
          int subtask =
              KeyGroupRangeAssignment.assignKeyToParallelOperator(
                  event.rule(), KeyGroups.COUNT, parallelism);
          subtasks.get(subtask).processElement(new StreamRecord<>(event));
        }
        for (var subtask : subtasks) { // when disturbed, the clock is behind what comes
          subtask.processWatermark((disorder == null ? minute : minute - 3) * MINUTE);
        }
      }
      OperatorSubtaskState[] parts = new OperatorSubtaskState[parallelism];
      for (int i = 0; i < parallelism; i++) {
        if (run == parallelisms.length - 1) {
          subtasks
              .get(i)
              .processWatermark(MINUTES * MINUTE + QualityWindow.LENGTH.toMillis() + MINUTE);
          if (backend instanceof HashMapStateBackend) { // the other cannot count its entries
            assertThat(subtasks.get(i).numKeyedStateEntries()).isZero();
          }
          assertThat(subtasks.get(i).numEventTimeTimers()).isZero();
        }
        parts[i] = subtasks.get(i).snapshot(run + 1L, run + 1L);
        subtasks.get(i).extractOutputValues().forEach(value -> given.add(fullText(value)));
        subtasks.get(i).close();
      }
      state = AbstractStreamOperatorTestHarness.repackageState(parts);
    }
    return given.stream().sorted().toList();
  }

  private static List<QualityEvent> arriving(
      List<QualityEvent> events, int minute, Random disorder) {
    List<QualityEvent> arriving = new ArrayList<>();
    for (QualityEvent event : events) {
      if (event.time() / MINUTE == minute) {
        arriving.add(event);
      }
    }
    if (disorder == null) {
      arriving.sort(QualityEvent.ORDER);
    } else {
      Collections.shuffle(arriving, disorder);
    }
    return arriving;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, QualityEvent, IngestedSample> open(
      int parallelism, int subtask, StateBackend backend, OperatorSubtaskState state)
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, QualityEvent, IngestedSample> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new AlertQualityFunction()),
            QualityEvent::rule,
            Types.STRING,
            KeyGroups.COUNT,
            parallelism,
            subtask);
    if (backend != null) {
      harness.setStateBackend(backend);
    }
    harness.setup(IngestedSerializer.<IngestedSample>ofKind().createSerializer(null));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static QualityEvent event(Kind kind, long time) {
    return new QualityEvent(RULE, kind, time, "a", 0);
  }

  private static String text(IngestedSample sample) {
    return "%d %s %s"
        .formatted(
            sample.timestamp(),
            sample.labels().get(Labels.METRIC_NAME),
            sample.stale() ? "stale" : sample.value());
  }

  private static String fullText(IngestedSample sample) {
    return text(sample)
        + ' '
        + sample.labels().get("rule")
        + (sample.stale() ? " stale" : " " + sample.value());
  }
}
