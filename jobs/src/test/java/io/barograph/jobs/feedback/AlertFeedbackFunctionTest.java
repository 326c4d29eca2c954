package io.barograph.jobs.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertLifecycle;
import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.Observation;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Owner;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import io.barograph.jobs.testing.AlertFunctionRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random lives of alerts of a rule with an interval of 5 s, fed back every 10 s. */
class AlertFeedbackFunctionTest {
  private static final long TICK = 5_000;
  private static final long INTERVAL = 10_000;
  private static final int TICKS = 90;
  private static final int HOSTS = 20;

  /** How many ticks an alert may be told before the clock of all has passed them. */
  private static final int AHEAD = 6;

  /** By then every alert has ended and is forgotten. */
  private static final long OVER = TICKS * TICK + 3 * AlertLifecycle.RESOLVED_RETENTION.toMillis();

  private static final AlertPolicy POLICY = AlertPolicy.live(Duration.ofSeconds(10), Duration.ZERO);

  @ParameterizedTest
  @MethodSource(AlertFunctionRuns.BACKENDS_AND_PARALLELISMS)
  void showsTheSameInAnyOrderOfArrivalAfterRestoresAndRescalingAndEndsEmpty(
      StateBackend backend, int[] parallelisms) throws Exception {
    long seed = System.nanoTime();
    List<Alert> transitions = transitions(new Random(seed));
    AlertFunctionRuns<IngestedSample> runs = runs(INTERVAL);
    List<String> inOrder = runs.inOrder(transitions, AlertFeedbackFunctionTest::text);
    List<String> disturbed =
        runs.disturbed(
            transitions,
            backend,
            parallelisms,
            new Random(seed),
            transition -> 0, // the clock is behind instead
            AlertFeedbackFunctionTest::text);

    assertThat(inOrder).hasSizeGreaterThan(500).anyMatch(sample -> sample.endsWith("stale"));
    assertThat(disturbed).as("seed %s", seed).isEqualTo(inOrder);
  }

  @Test
  void showsAnAlertAtEveryTickWhileItLivesAndStampsItOneIntervalAhead() throws Exception {
    List<Alert> life =
        life(0, Observation.TRUE, Observation.TRUE, Observation.TRUE, Observation.FALSE);
    try (var function = runs(INTERVAL).openOne(null)) {
      function.processElement(new StreamRecord<>(life.get(0))); // pending at 5 s
      function.processWatermark(9_999);
      assertThat(function.extractOutputValues()).isEmpty();

      function.processWatermark(10_000);
      assertThat(shown(function))
          .containsExactlyInAnyOrder(
              "20000 ALERTS{alertname=\"HighCpu\", alertstate=\"pending\", host=\"h0\"} 1.0",
              "20000 ALERTS_FOR_STATE{alertname=\"HighCpu\", host=\"h0\"} 5.0");

      function.processElement(new StreamRecord<>(life.get(1))); // fires at 15 s
      function.processElement(new StreamRecord<>(life.get(2))); // resolves at 20 s
      function.processWatermark(60_000);
      assertThat(shown(function))
          .as("it fired between two ticks")
          .containsExactlyInAnyOrder(
              "20000 ALERTS{alertname=\"HighCpu\", alertstate=\"pending\", host=\"h0\"} 1.0",
              "20000 ALERTS_FOR_STATE{alertname=\"HighCpu\", host=\"h0\"} 5.0",
              "30000 ALERTS{alertname=\"HighCpu\", alertstate=\"pending\", host=\"h0\"} stale",
              "30000 ALERTS_FOR_STATE{alertname=\"HighCpu\", host=\"h0\"} stale");
    }
  }

  @Test
  void aTransitionBehindTheClockIsShownAtTheNextTickAndARepeatedOneNever() throws Exception {
    List<Alert> life = life(0, Observation.TRUE, Observation.FALSE);
    try (var function = runs(INTERVAL).openOne(null)) {
      function.processWatermark(34_000);
      function.processElement(new StreamRecord<>(life.get(0)));
      function.processWatermark(39_999);
      assertThat(function.extractOutputValues()).isEmpty();
      function.processWatermark(40_000);
      assertThat(function.extractOutputValues())
          .extracting(IngestedSample::timestamp)
          .containsExactly(50_000L, 50_000L);

      function.processElement(new StreamRecord<>(life.get(1)));
      function.processWatermark(50_000);
      function.processElement(new StreamRecord<>(life.get(0)));
      function.processWatermark(90_000);
      assertThat(function.extractOutputValues()).as("both series, and the ends of both").hasSize(4);
    }
  }

  @Test
  void leavesNoStateBehindAQuarterOfAnHourAfterTheEnd() throws Exception {
    try (var function = runs(INTERVAL).openOne(null)) {
      for (Alert transition : life(0, Observation.TRUE, Observation.FALSE)) {
        function.processElement(new StreamRecord<>(transition));
      }
      function.processWatermark(10_000 + AlertLifecycle.RESOLVED_RETENTION.toMillis());

      assertThat(function.extractOutputValues()).isEmpty();
      assertThat(function.numKeyedStateEntries()).isZero();
      assertThat(function.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void theEndOfAllInputEndsWithTheLastTransition() throws Exception {
    try (var function = runs(INTERVAL).openOne(null)) {
      for (Alert transition :
          life(0, Observation.TRUE, Observation.TRUE, Observation.TRUE, Observation.TRUE)) {
        function.processElement(new StreamRecord<>(transition));
      }
      function.processWatermark(Long.MAX_VALUE);

      assertThat(function.extractOutputValues())
          .extracting(IngestedSample::timestamp)
          .containsOnly(20_000L, 30_000L);
      assertThat(function.numKeyedStateEntries()).isZero();
      assertThat(function.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void goesOnWithAnotherIntervalAfterARestore() throws Exception {
    OperatorSubtaskState state;
    try (var function = runs(INTERVAL).openOne(null)) {
      function.processElement(new StreamRecord<>(life(0, Observation.TRUE).get(0)));
      function.processWatermark(10_000);
      state = function.snapshot(1, 1);
    }
    try (var function = runs(15_000).openOne(state)) {
      function.processWatermark(45_000);

      assertThat(function.extractOutputValues())
          .extracting(IngestedSample::timestamp)
          .containsExactly(45_000L, 45_000L, 60_000L, 60_000L);
    }
  }

  private static AlertFunctionRuns<IngestedSample> runs(long interval) {
    return new AlertFunctionRuns<>(
        () -> new AlertFeedbackFunction(interval),
        IngestedSerializer.<IngestedSample>ofKind().createSerializer(null),
        new AlertFunctionRuns.Times(TICK, TICKS, AHEAD, OVER));
  }

  private static List<String> shown(
      KeyedOneInputStreamOperatorTestHarness<Long, Alert, IngestedSample> function) {
    return function.extractOutputValues().stream().map(AlertFeedbackFunctionTest::text).toList();
  }

  private static String text(IngestedSample sample) {
    return "%d %s %s"
        .formatted(sample.timestamp(), sample.labels(), sample.stale() ? "stale" : sample.value());
  }

  private static List<Alert> transitions(Random random) {
    List<Alert> transitions = new ArrayList<>();
    for (int host = 0; host < HOSTS; host++) {
      Observation[] observations = new Observation[TICKS - 1];
      for (int tick = 0; tick < observations.length; tick++) {
        observations[tick] =
            List.of(Observation.TRUE, Observation.TRUE, Observation.FALSE, Observation.NO_DATA)
                .get(random.nextInt(4));
      }
      observations[TICKS - 2] = Observation.FALSE;
      transitions.addAll(life(host, observations));
    }
    transitions.sort(Comparator.comparingLong(Alert::updatedAt));
    return transitions;
  }

  /** The transitions of an alert that sees these from the first tick on, one at each. */
  private static List<Alert> life(int host, Observation... observations) {
    List<Alert> transitions = new ArrayList<>();
    AlertState state = null;
    long tick = 0;
    for (Observation observation : observations) {
      tick += TICK;
      AlertLifecycle.Step step = AlertLifecycle.next(state, observation, 1, tick, POLICY);
      state = step.state();
      if (step.isTransition()) {
        transitions.add(
            new Alert(
                Labels.of("alertname", "HighCpu", "host", "h" + host),
                new TreeMap<>(),
                state,
                step.reason(),
                tick,
                Priority.P3,
                Origin.RULE,
                List.of(new Owner("pack", "group", "HighCpu", "")),
                ""));
      }
    }
    return transitions;
  }
}
