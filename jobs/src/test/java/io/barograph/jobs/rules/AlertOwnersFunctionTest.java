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
import io.barograph.jobs.testing.AlertFunctionRuns;
import io.barograph.jobs.types.AlertSerializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  private static final AlertFunctionRuns<Alert> RUNS =
      new AlertFunctionRuns<>(
          AlertOwnersFunction::new,
          AlertSerializer.INSTANCE,
          new AlertFunctionRuns.Times(TICK, TICKS, AHEAD, FORGOTTEN));

  private static final AlertPolicy WITHOUT_FOR = AlertPolicy.live(Duration.ZERO, Duration.ZERO);

  @ParameterizedTest
  @MethodSource(AlertFunctionRuns.BACKENDS_AND_PARALLELISMS)
  void tellsTheSameInAnyOrderOfArrivalAfterRestoresAndRescaling(
      StateBackend backend, int[] parallelisms) throws Exception {
    long seed = System.nanoTime();
    List<Alert> transitions = transitions(new Random(seed));
    List<String> inOrder = RUNS.inOrder(transitions, AlertJson::of);
    List<String> disturbed =
        RUNS.disturbed(
            transitions,
            backend,
            parallelisms,
            new Random(seed),
            transition -> transition.owners().get(0).rule().equals("b") ? AHEAD : 0,
            AlertJson::of);

    assertThat(inOrder).hasSizeGreaterThan(100);
    assertThat(disturbed).as("seed %s", seed).isEqualTo(inOrder);
  }

  @Test
  void waitsUntilEveryOwnerHasToldItsTick() throws Exception {
    try (var function = RUNS.openOne(null)) {
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
    try (var function = RUNS.openOne(null)) {
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
