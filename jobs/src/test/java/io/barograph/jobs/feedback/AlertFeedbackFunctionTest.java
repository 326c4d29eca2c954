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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
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

/** Random lives of alerts of a rule with an interval of 5 s, fed back every 10 s. */
class AlertFeedbackFunctionTest {
  private static final int MAX_PARALLELISM = 128;
  private static final long TICK = 5_000;
  private static final long INTERVAL = 10_000;
  private static final int TICKS = 90;
  private static final int HOSTS = 20;

  /** How many ticks an alert may be told before the clock of all has passed them. */
  private static final int AHEAD = 6;

  /** By then every alert has ended and is forgotten. */
  private static final long OVER = TICKS * TICK + 3 * AlertLifecycle.RESOLVED_RETENTION.toMillis();

  private static final AlertPolicy POLICY = AlertPolicy.live(Duration.ofSeconds(10), Duration.ZERO);

  static Stream<Arguments> backendsAndParallelisms() {
    return Stream.of(
        Arguments.of(new HashMapStateBackend(), new int[] {1}),
        Arguments.of(new HashMapStateBackend(), new int[] {1, 2, 3, 1}),
        Arguments.of(new EmbeddedRocksDBStateBackend(), new int[] {2, 1, 3}));
  }

  @ParameterizedTest
  @MethodSource("backendsAndParallelisms")
  void showsTheSameInAnyOrderOfArrivalAfterRestoresAndRescalingAndEndsEmpty(
      StateBackend backend, int[] parallelisms) throws Exception {
    long seed = System.nanoTime();
    List<Alert> transitions = transitions(new Random(seed));
    List<String> inOrder = run(transitions, new HashMapStateBackend(), new int[] {1}, null);
    List<String> disturbed = run(transitions, backend, parallelisms, new Random(seed));

    assertThat(inOrder).hasSizeGreaterThan(500).anyMatch(sample -> sample.endsWith("stale"));
    assertThat(disturbed).as("seed %s", seed).isEqualTo(inOrder);
  }

  @Test
  void showsAnAlertAtEveryTickWhileItLivesAndStampsItOneIntervalAhead() throws Exception {
    List<Alert> life =
        life(0, Observation.TRUE, Observation.TRUE, Observation.TRUE, Observation.FALSE);
    try (var function = openOne(1, 0, INTERVAL, null, null)) {
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
    try (var function = openOne(1, 0, INTERVAL, null, null)) {
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
    try (var function = openOne(1, 0, INTERVAL, null, null)) {
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
    try (var function = openOne(1, 0, INTERVAL, null, null)) {
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
    try (var function = openOne(1, 0, INTERVAL, null, null)) {
      function.processElement(new StreamRecord<>(life(0, Observation.TRUE).get(0)));
      function.processWatermark(10_000);
      state = function.snapshot(1, 1);
    }
    try (var function = openOne(1, 0, 15_000, null, state)) {
      function.processWatermark(45_000);

      assertThat(function.extractOutputValues())
          .extracting(IngestedSample::timestamp)
          .containsExactly(45_000L, 45_000L, 60_000L, 60_000L);
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
    List<String> shown = new ArrayList<>();
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
          function.processWatermark(OVER);
          if (backend instanceof HashMapStateBackend) { // the other cannot count its entries
            assertThat(function.numKeyedStateEntries()).isZero();
          }
          assertThat(function.numEventTimeTimers()).isZero();
        }
        parts[subtask] = function.snapshot(run + 1L, run + 1L);
        shown.addAll(shown(function));
        function.close();
      }
      state = AbstractStreamOperatorTestHarness.repackageState(parts);
      previous = parallelism;
    }
    return shown.stream().sorted().toList();
  }

  /** What arrives while the clock goes from one tick to another: disturbed, it is early. */
  private static List<Alert> arriving(
      List<Alert> transitions, int fromTick, int toTick, Random disorder) {
    List<Alert> arriving = new ArrayList<>();
    for (Alert transition : transitions) {
      long at = transition.updatedAt() / TICK;
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
      List<Alert> arriving,
      List<KeyedOneInputStreamOperatorTestHarness<Long, Alert, IngestedSample>> to)
      throws Exception {
    for (Alert transition : arriving) {
      int subtask =
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              transition.labels().fingerprint(), MAX_PARALLELISM, to.size());
      to.get(subtask).processElement(new StreamRecord<>(transition));
    }
  }

  private static List<KeyedOneInputStreamOperatorTestHarness<Long, Alert, IngestedSample>> open(
      int parallelism, int previous, StateBackend backend, OperatorSubtaskState state)
      throws Exception {
    List<KeyedOneInputStreamOperatorTestHarness<Long, Alert, IngestedSample>> functions =
        new ArrayList<>();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      functions.add(
          openOne(
              parallelism,
              subtask,
              INTERVAL,
              backend,
              state == null
                  ? null
                  : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                      state, MAX_PARALLELISM, previous, parallelism, subtask)));
    }
    return functions;
  }

  private static KeyedOneInputStreamOperatorTestHarness<Long, Alert, IngestedSample> openOne(
      int parallelism, int subtask, long interval, StateBackend backend, OperatorSubtaskState state)
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<Long, Alert, IngestedSample> function =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new AlertFeedbackFunction(interval)),
            alert -> alert.labels().fingerprint(),
            Types.LONG,
            MAX_PARALLELISM,
            parallelism,
            subtask);
    if (backend != null) {
      function.setStateBackend(backend);
    }
    function.setup(IngestedSerializer.<IngestedSample>ofKind().createSerializer(null));
    if (state != null) {
      function.initializeState(state);
    }
    function.open();
    return function;
  }

  private static List<String> shown(
      KeyedOneInputStreamOperatorTestHarness<Long, Alert, IngestedSample> function) {
    return function.extractOutputValues().stream()
        .map(
            sample ->
                "%d %s %s"
                    .formatted(
                        sample.timestamp(),
                        sample.labels(),
                        sample.stale() ? "stale" : sample.value()))
        .toList();
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
