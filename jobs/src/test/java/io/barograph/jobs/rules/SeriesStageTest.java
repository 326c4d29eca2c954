package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.formats.alert.AlertJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedMultiInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SeriesStageTest {
  private static final TestRules RULES =
      new TestRules("metrics", "other")
          .rule("HighCpu", "cpu", 0.9, Duration.ofSeconds(10), Duration.ofSeconds(5), 0)
          .rule("FullDisk", "disk", 0.8, Duration.ZERO, Duration.ofSeconds(10), 1);
  private static final int SERIES = 40;
  private static final int SECONDS = 300;

  /** A checkpoint at which the block of {@code cpu(1)} need not be written whole. */
  private static final long NOT_THE_TURN_OF_ITS_BLOCK = 17L - KeyGroups.of(cpu(1)) % 16;

  static Stream<Arguments> backendsAndParallelisms() {
    return Stream.of(
        Arguments.of(new HashMapStateBackend(), new int[] {1, 1}),
        Arguments.of(new HashMapStateBackend(), new int[] {1, 2, 3, 1}),
        Arguments.of(new EmbeddedRocksDBStateBackend(), new int[] {2, 1, 3}));
  }

  @ParameterizedTest
  @MethodSource("backendsAndParallelisms")
  void tellsTheSameAfterRestoresAndRescaling(StateBackend backend, int[] parallelisms)
      throws Exception {
    List<String> undisturbed = new ArrayList<>();
    run(new HashMapStateBackend(), new int[] {1}, undisturbed);
    List<String> disturbed = new ArrayList<>();
    run(backend, parallelisms, disturbed);

    assertThat(undisturbed).hasSizeGreaterThan(100);
    assertThat(disturbed.stream().sorted().toList())
        .isEqualTo(undisturbed.stream().sorted().toList());
  }

  @Test
  void oneInputDoesNotWaitForAnother() throws Exception {
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage = open(1, 0, null, null)) {
      stage.processElement(0, new StreamRecord<>(batch(cpu(1), 1_000, 0.95)));
      stage.processWatermark(0, new Watermark(20_000));

      assertThat(stage.extractOutputValues()).hasSize(2);
      assertThat(stage.getOutput())
          .as("but the watermark goes on only with the slowest")
          .noneMatch(Watermark.class::isInstance);
    }
  }

  @Test
  void aRuleOnArrivalTellsWithoutAnyWatermark() throws Exception {
    TestRules onArrival =
        new TestRules("metrics", "other")
            .rule("HighCpu", "cpu", 0.9, Duration.ZERO, Duration.ofSeconds(5), 0)
            .onArrival("HighCpu");
    OperatorSubtaskState state;
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage =
        open(onArrival, 1, 0, null, null)) {
      stage.processElement(0, new StreamRecord<>(batch(cpu(1), 1_234, 0.95)));

      assertThat(stage.getOutput())
          .singleElement()
          .isInstanceOfSatisfying(
              StreamRecord.class, record -> assertThat(record.getTimestamp()).isEqualTo(1_234));
      assertThat(stage.extractOutputValues())
          .extracting(Alert::name, Alert::updatedAt)
          .containsExactly(tuple("HighCpu", 1_234L));
      state = stage.snapshot(1, 1);
    }
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage =
        open(onArrival, 1, 0, null, state)) {
      stage.processElement(0, new StreamRecord<>(batch(cpu(1), 1_234, 0.95)));
      stage.processWatermark(0, new Watermark(1_235));

      assertThat(stage.extractOutputValues()).as("after a restore").isEmpty();
    }
  }

  @Test
  void aClockThatHasNotStartedLosesNoTickAcrossARestore() throws Exception {
    OperatorSubtaskState state;
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage = open(1, 0, null, null)) {
      stage.processElement(1, new StreamRecord<>(batch(disk(1), 1_000, 0.95)));
      stage.processWatermark(0, new Watermark(60_000));
      state = stage.snapshot(1, 1);
    }
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage = open(1, 0, null, state)) {
      stage.processWatermark(1, new Watermark(20_000));

      assertThat(stage.extractOutputValues()).extracting(Alert::updatedAt).containsExactly(10_000L);
    }
  }

  @Test
  void theEndOfInputClosesTheTicksUpToTheNewestSampleOfAllKeyGroups() throws Exception {
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage = open(1, 0, null, null)) {
      stage.processElement(0, new StreamRecord<>(batch(cpu(1), 1_000, 0.95)));
      stage.processElement(0, new StreamRecord<>(SampleBatch.end(0, 19_000)));
      stage.processElement(0, new StreamRecord<>(SampleBatch.end(0, 8_000)));
      stage.processWatermark(0, Watermark.MAX_WATERMARK);

      assertThat(stage.extractOutputValues())
          .extracting(Alert::updatedAt)
          .containsExactly(5_000L, 15_000L);
    }
  }

  @Test
  void remembersAcrossARestoreHowFarASourceWentThatHasEnded() throws Exception {
    OperatorSubtaskState state;
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage = open(1, 0, null, null)) {
      stage.processElement(0, new StreamRecord<>(batch(cpu(1), 1_000, 0.95)));
      stage.processElement(0, new StreamRecord<>(SampleBatch.end(0, 19_000)));
      state = stage.snapshot(1, 1);
    }
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage = open(1, 0, null, state)) {
      stage.processWatermark(0, Watermark.MAX_WATERMARK);

      assertThat(stage.extractOutputValues())
          .extracting(Alert::updatedAt)
          .containsExactly(5_000L, 15_000L);
    }
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void anAlertWithoutDataEndsAfterARestoreThoughNoSampleComes() throws Exception {
    OperatorSubtaskState state;
    List<String> told = new ArrayList<>();
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage = open(1, 0, null, null)) {
      stage.processElement(0, new StreamRecord<>(batch(cpu(1), 1_000, 0.95)));
      long lookBackIsOver = 400_000;
      stage.processWatermark(0, new Watermark(lookBackIsOver));
      stage.processWatermark(1, new Watermark(lookBackIsOver));
      stage.extractOutputValues().forEach(alert -> told.add(line(alert)));
      state = stage.snapshot(1, 1);
    }
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage = open(1, 0, null, state)) {
      stage.processWatermark(0, new Watermark(3_600_000));
      stage.extractOutputValues().forEach(alert -> told.add(line(alert)));
    }
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage = open(1, 0, null, null)) {
      stage.processElement(0, new StreamRecord<>(batch(cpu(1), 1_000, 0.95)));
      stage.processWatermark(0, new Watermark(3_600_000));

      assertThat(told)
          .hasSizeGreaterThan(3)
          .isEqualTo(stage.extractOutputValues().stream().map(SeriesStageTest::line).toList());
    }
  }

  private static String line(Alert alert) {
    return alert.name() + ' ' + alert.state().status() + ' ' + alert.updatedAt();
  }

  @Test
  void expandsAnnotationsWithTheSeriesAndItsValue() throws Exception {
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage = open(1, 0, null, null)) {
      stage.processElement(0, new StreamRecord<>(batch(cpu(1), 1_000, 0.95)));
      stage.processWatermark(0, new Watermark(20_000));

      assertThat(stage.extractOutputValues())
          .isNotEmpty()
          .allSatisfy(
              alert -> assertThat(alert.annotations()).containsEntry("summary", "h1 at 0.95"));
    }
  }

  @Test
  void leavesNoStateBehindOnceAllIsQuiet() throws Exception {
    OperatorSubtaskState state;
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage = open(1, 0, null, null)) {
      stage.processElement(0, new StreamRecord<>(batch(cpu(1), 1_000, 0.95)));
      for (long clock = 5_000; clock <= 60 * 60_000; clock += 5_000) {
        stage.processWatermark(0, new Watermark(clock));
        stage.processWatermark(1, new Watermark(clock));
      }
      state = stage.snapshot(1, 1);
    }
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> fresh = open(1, 0, null, null)) {
      assertThat(state.getStateSize()).isEqualTo(fresh.snapshot(1, 1).getStateSize());
    }
  }

  @Test
  void aCheckpointHoldsWhatTheWindowNeedsHoweverMuchHasCome() throws Exception {
    assertThat(stateSizeAfter(7_200)).isLessThan(2 * stateSizeAfter(600));
  }

  @Test
  void goesOnFromACheckpointThatCameAfterMuchAndTheOneBehindIt() throws Exception {
    OperatorSubtaskState state;
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage = open(1, 0, null, null)) {
      calm(stage, 7_200);
      stage.snapshot(NOT_THE_TURN_OF_ITS_BLOCK, 1);
      stage.processElement(0, new StreamRecord<>(batch(cpu(1), 7_201_000, 0.95)));
      state = stage.snapshot(NOT_THE_TURN_OF_ITS_BLOCK + 1, 2);
    }
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage = open(1, 0, null, state)) {
      stage.processWatermark(0, new Watermark(7_220_000));
      stage.processWatermark(1, new Watermark(7_220_000));
      assertThat(stage.extractOutputValues())
          .extracting(Alert::updatedAt)
          .containsExactly(7_205_000L, 7_215_000L);
    }
  }

  /** The size of the first checkpoint after so many samples of one series, a second apart. */
  private static long stateSizeAfter(int seconds) throws Exception {
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage = open(1, 0, null, null)) {
      calm(stage, seconds);
      return stage.snapshot(NOT_THE_TURN_OF_ITS_BLOCK, 1).getStateSize();
    }
  }

  private static void calm(
      KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage, int seconds)
      throws Exception {
    for (int second = 1; second <= seconds; second++) {
      stage.processElement(0, new StreamRecord<>(batch(cpu(1), second * 1_000L, 0.5)));
      stage.processWatermark(0, new Watermark(second * 1_000L));
      stage.processWatermark(1, new Watermark(second * 1_000L));
    }
  }

  @Test
  void countsSamplesOfSeriesThatWereNeverAnnounced() throws Exception {
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage = open(1, 0, null, null)) {
      SampleBatch unannounced = new SampleBatch(KeyGroups.of(cpu(1)), 1);
      unannounced.add(cpu(1).fingerprint(), 1_000, bits(0.95), SampleBatch.ON_TIME);
      stage.processElement(0, new StreamRecord<>(unannounced));
      stage.processWatermark(0, new Watermark(20_000));

      assertThat(stage.extractOutputValues()).isEmpty();
    }
  }

  /** Runs the same samples in as many parts as there are parallelisms, restoring between them. */
  private static void run(StateBackend backend, int[] parallelisms, List<String> told)
      throws Exception {
    OperatorSubtaskState state = null;
    int previous = 0;
    Random values = new Random(7);
    int part = SECONDS / parallelisms.length;
    for (int run = 0; run < parallelisms.length; run++) {
      int parallelism = parallelisms[run];
      List<KeyedMultiInputStreamOperatorTestHarness<Integer, Alert>> stages = new ArrayList<>();
      for (int subtask = 0; subtask < parallelism; subtask++) {
        stages.add(
            open(
                parallelism,
                subtask,
                backend,
                state == null
                    ? null
                    : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        state, KeyGroups.COUNT, previous, parallelism, subtask)));
      }
      int last = run == parallelisms.length - 1 ? SECONDS : (run + 1) * part;
      for (int second = run * part; second < last; second++) {
        feed(second, values, stages);
      }
      OperatorSubtaskState[] parts = new OperatorSubtaskState[parallelism];
      for (int subtask = 0; subtask < parallelism; subtask++) {
        parts[subtask] = stages.get(subtask).snapshot(run + 1L, run + 1L);
        stages.get(subtask).extractOutputValues().forEach(alert -> told.add(AlertJson.of(alert)));
        stages.get(subtask).close();
      }
      state = AbstractStreamOperatorTestHarness.repackageState(parts);
      previous = parallelism;
    }
  }

  private static void feed(
      int second,
      Random values,
      List<KeyedMultiInputStreamOperatorTestHarness<Integer, Alert>> stages)
      throws Exception {
    for (int series = 0; series < SERIES; series++) {
      boolean cpu = series % 2 == 0;
      Labels labels = cpu ? cpu(series) : disk(series);
      SampleBatch batch = batch(labels, second * 1_000L, values.nextDouble() * 1.1);
      int owner = owner(labels, stages.size());
      stages.get(owner).processElement(cpu ? 0 : 1, new StreamRecord<>(batch));
    }
    for (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage : stages) {
      stage.processWatermark(0, new Watermark(second * 1_000L - 2_000));
      stage.processWatermark(1, new Watermark(second * 1_000L - 7_000));
    }
  }

  private static int owner(Labels labels, int parallelism) {
    return KeyGroups.of(labels) * parallelism / KeyGroups.COUNT;
  }

  private static KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> open(
      int parallelism, int subtask, StateBackend backend, OperatorSubtaskState state)
      throws Exception {
    return open(RULES, parallelism, subtask, backend, state);
  }

  private static KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> open(
      TestRules rules,
      int parallelism,
      int subtask,
      StateBackend backend,
      OperatorSubtaskState state)
      throws Exception {
    KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage =
        new KeyedMultiInputStreamOperatorTestHarness<>(
            new SeriesStageFactory(rules, 0), KeyGroups.COUNT, parallelism, subtask);
    stage.getStreamConfig().setStateKeySerializer(Types.INT.createSerializer(null));
    stage.setKeySelector(0, batch -> ((SampleBatch) batch).key());
    stage.setKeySelector(1, batch -> ((SampleBatch) batch).key());
    if (backend != null) {
      stage.setStateBackend(backend);
    }
    if (state != null) {
      stage.initializeState(state);
    }
    stage.open();
    return stage;
  }

  private static SampleBatch batch(Labels series, long timestamp, double value) {
    SampleBatch batch = new SampleBatch(KeyGroups.of(series), 1);
    batch.announce(series);
    batch.add(series.fingerprint(), timestamp, bits(value), SampleBatch.ON_TIME);
    return batch;
  }

  private static Labels cpu(int host) {
    return Labels.of("__name__", "cpu", "host", "h" + host);
  }

  private static Labels disk(int host) {
    return Labels.of("__name__", "disk", "host", "h" + host);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
