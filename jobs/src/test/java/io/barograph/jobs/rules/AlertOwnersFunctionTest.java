package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertLifecycle;
import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Observation;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Owner;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.formats.alert.AlertJson;
import io.barograph.jobs.types.AlertSerializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Random lives of the alerts of two rules that give the same label sets. */
class AlertOwnersFunctionTest {
  private static final long TICK = 5_000;
  private static final int TICKS = 90;
  private static final int HOSTS = 20;

  /** How many ticks the stage of the first rule may be ahead of that of the second. */
  private static final int AHEAD = 6;

  /** An alert's state is kept so long after its end. */
  private static final long FORGOTTEN = TICKS * TICK + AlertLifecycle.RESOLVED_RETENTION.toMillis();

  private static final AlertPolicy WITHOUT_FOR = AlertPolicy.live(Duration.ZERO, Duration.ZERO);

  static Stream<Arguments> backendsAndParallelisms() {
    return Stream.of(
        Arguments.of(new HashMapStateBackend(), new int[] {1}),
        Arguments.of(new HashMapStateBackend(), new int[] {1, 2, 3, 1}),
        Arguments.of(new EmbeddedRocksDBStateBackend(), new int[] {2, 1, 3}));
  }

  @ParameterizedTest
  @MethodSource("backendsAndParallelisms")
  void tellsTheSameInAnyOrderOfArrivalAfterRestoresAndRescaling(
      StateBackend backend, int[] parallelisms) throws Exception {
    long seed = System.nanoTime();
    List<Alert> transitions = transitions(new Random(seed));
    List<String> inOrder = run(transitions, new HashMapStateBackend(), new int[] {1}, null);
    List<String> disturbed = run(transitions, backend, parallelisms, new Random(seed));

    assertThat(inOrder).hasSizeGreaterThan(100);
    assertThat(disturbed).as("seed %s", seed).isEqualTo(inOrder);
  }

  @Test
  void waitsUntilEveryOwnerHasToldItsTick() throws Exception {
    try (var function = openOne(1, 0, null, null)) {
      function.processElement(new StreamRecord<>(alert("b", 0, fired(TICK), TICK)));
      function.processWatermark(TICK - 1);
      assertThat(function.extractOutputValues()).isEmpty();

      function.processElement(new StreamRecord<>(alert("a", 0, fired(TICK), TICK)));
      function.processWatermark(TICK);
      assertThat(function.extractOutputValues())
          .singleElement()
          .satisfies(
              told -> {
                assertThat(told.owners()).extracting(Owner::rule).containsExactly("a", "b");
                assertThat(told.annotations()).containsEntry("summary", "a");
              });
    }
  }

  @Test
  void forgetsTheMergedAlertAQuarterOfAnHourAfterItsEndAndNoSooner() throws Exception {
    long retention = AlertLifecycle.RESOLVED_RETENTION.toMillis();
    try (var function = openOne(1, 0, null, null)) {
      function.processElement(new StreamRecord<>(alert("a", 0, fired(0), 0)));
      function.processElement(new StreamRecord<>(alert("b", 0, fired(0), 0)));
      function.processElement(new StreamRecord<>(alert("a", 0, resolved(TICK), TICK)));
      function.processWatermark(10 * retention);
      assertThat(function.getSideOutput(AlertOwnersFunction.FORGOTTEN))
          .as("one owner's end is not the alert's")
          .isNull();

      long end = 20 * retention;
      function.processElement(new StreamRecord<>(alert("b", 0, resolved(end), end)));
      function.processWatermark(end + retention - 1);
      assertThat(function.getSideOutput(AlertOwnersFunction.FORGOTTEN)).isNull();
      assertThat(function.extractOutputValues())
          .extracting(told -> told.state().status())
          .containsExactly(AlertStatus.FIRING, AlertStatus.FIRING, AlertStatus.RESOLVED);
      function.processWatermark(end + retention);
      assertThat(function.getSideOutput(AlertOwnersFunction.FORGOTTEN))
          .extracting(StreamRecord::getValue)
          .containsExactly(labels(0));
      assertThat(function.numKeyedStateEntries()).isZero();
      assertThat(function.numEventTimeTimers()).isZero();
    }
  }

  /**
   * Runs the transitions in as many parts as there are parallelisms, restoring between them, and
   * gives some of those before a restore once more behind it.
   *
   * @param disorder without it, transitions come in order, each tick before the watermark passes it
   */
  private static List<String> run(
      List<Alert> transitions, StateBackend backend, int[] parallelisms, Random disorder)
      throws Exception {
    List<String> told = new ArrayList<>();
    OperatorSubtaskState state = null;
    int previous = 0;
    int part = TICKS / parallelisms.length;
    for (int run = 0; run < parallelisms.length; run++) {
      int parallelism = parallelisms[run];
      var functions = open(parallelism, previous, backend, state);
      if (run > 0) {
        feed(arriving(transitions, (run - 1) * part, run * part, disorder), functions);
      }
      boolean last = run == parallelisms.length - 1;
      for (int tick = run * part; tick < (last ? TICKS + AHEAD : (run + 1) * part); tick++) {
        feed(arriving(transitions, tick, tick + 1, disorder), functions);
        for (var function : functions) {
          function.processWatermark((disorder == null ? tick : tick - AHEAD) * TICK);
        }
      }
      OperatorSubtaskState[] parts = new OperatorSubtaskState[parallelism];
      for (int subtask = 0; subtask < parallelism; subtask++) {
        var function = functions.get(subtask);
        if (last) {
          function.processWatermark(FORGOTTEN);
          if (backend instanceof HashMapStateBackend) { // the other cannot count its entries
            assertThat(function.numKeyedStateEntries()).isZero();
          }
          assertThat(function.numEventTimeTimers()).isZero();
        }
        parts[subtask] = function.snapshot(run + 1L, run + 1L);
        function.extractOutputValues().forEach(alert -> told.add(AlertJson.of(alert)));
        function.close();
      }
      state = AbstractStreamOperatorTestHarness.repackageState(parts);
      previous = parallelism;
    }
    return told.stream().sorted().toList();
  }

  /** What arrives while the clock goes from one tick to another. */
  private static List<Alert> arriving(
      List<Alert> transitions, int fromTick, int toTick, Random disorder) {
    List<Alert> arriving = new ArrayList<>();
    for (Alert transition : transitions) {
      boolean late = disorder != null && transition.owners().get(0).rule().equals("b");
      long at = transition.updatedAt() / TICK + (late ? AHEAD : 0);
      if (at >= fromTick && at < toTick) {
        arriving.add(transition);
      }
    }
    if (disorder != null) {
      Collections.shuffle(arriving, disorder);
    }
    return arriving;
  }

  private static void feed(
      List<Alert> arriving, List<KeyedOneInputStreamOperatorTestHarness<Long, Alert, Alert>> to)
      throws Exception {
    for (Alert transition : arriving) {
      int subtask =
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              transition.labels().fingerprint(), KeyGroups.COUNT, to.size());
      to.get(subtask).processElement(new StreamRecord<>(transition));
    }
  }

  private static List<KeyedOneInputStreamOperatorTestHarness<Long, Alert, Alert>> open(
      int parallelism, int previous, StateBackend backend, OperatorSubtaskState state)
      throws Exception {
    List<KeyedOneInputStreamOperatorTestHarness<Long, Alert, Alert>> functions = new ArrayList<>();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      functions.add(
          openOne(
              parallelism,
              subtask,
              backend,
              state == null
                  ? null
                  : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                      state, KeyGroups.COUNT, previous, parallelism, subtask)));
    }
    return functions;
  }

  private static KeyedOneInputStreamOperatorTestHarness<Long, Alert, Alert> openOne(
      int parallelism, int subtask, StateBackend backend, OperatorSubtaskState state)
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<Long, Alert, Alert> function =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new AlertOwnersFunction()),
            alert -> alert.labels().fingerprint(),
            Types.LONG,
            KeyGroups.COUNT,
            parallelism,
            subtask);
    if (backend != null) {
      function.setStateBackend(backend);
    }
    function.setup(AlertSerializer.INSTANCE);
    if (state != null) {
      function.initializeState(state);
    }
    function.open();
    return function;
  }

  /** The transitions of both rules on every host, in the order of their ticks; all end. */
  private static List<Alert> transitions(Random random) {
    List<Alert> transitions = new ArrayList<>();
    for (String rule : List.of("a", "b")) {
      AlertPolicy policy =
          AlertPolicy.live(Duration.ofMillis(rule.equals("a") ? 0 : 2 * TICK), Duration.ZERO);
      for (int host = 0; host < HOSTS; host++) {
        AlertState state = null;
        for (int tick = 0; tick < TICKS; tick++) {
          AlertLifecycle.Step step =
              AlertLifecycle.next(state, observation(tick, random), tick, tick * TICK, policy);
          state = step.state();
          if (step.isTransition()) {
            transitions.add(alert(rule, host, step, tick * TICK));
          }
        }
      }
    }
    transitions.sort(Comparator.comparingLong(Alert::updatedAt));
    return transitions;
  }

  private static Observation observation(int tick, Random random) {
    if (tick >= TICKS - 5) {
      return Observation.FALSE;
    }
    return switch (random.nextInt(6)) {
      case 0 -> Observation.NO_DATA;
      case 1, 2 -> Observation.FALSE;
      default -> Observation.TRUE;
    };
  }

  private static Alert alert(String rule, int host, AlertLifecycle.Step step, long tick) {
    return new Alert(
        labels(host),
        new TreeMap<>(Map.of("summary", rule)),
        step.state(),
        step.reason(),
        tick,
        Priority.P3,
        Origin.RULE,
        List.of(new Owner("pack", "group", rule, "")),
        "");
  }

  /** An alert without {@code for} whose condition is true at {@code tick}. */
  private static AlertLifecycle.Step fired(long tick) {
    return AlertLifecycle.next(null, Observation.TRUE, 1, tick, WITHOUT_FOR);
  }

  /** What fired at time 0 ends at {@code tick}. */
  private static AlertLifecycle.Step resolved(long tick) {
    return AlertLifecycle.next(fired(0).state(), Observation.FALSE, 0, tick, WITHOUT_FOR);
  }

  private static Labels labels(int host) {
    return Labels.of("alertname", "HighCpu", "host", "h" + host);
  }
}
