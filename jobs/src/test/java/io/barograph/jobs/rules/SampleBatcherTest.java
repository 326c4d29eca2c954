package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.core.series.SeriesLimits;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSample;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SampleBatcherTest {
  private static final TestRules RULES =
      new TestRules("metrics")
          .rule("HighCpu", "cpu", 0.9, Duration.ZERO, Duration.ofSeconds(5), 0)
          .rule("FullDisk", "disk", 0.9, Duration.ZERO, Duration.ofSeconds(5), 0)
          .rule("HighLoad", "load", 0.9, Duration.ZERO, Duration.ofSeconds(5), 0);
  private static final Labels CPU = Labels.of("__name__", "cpu", "host", "a");

  private InterceptingOperatorMetricGroup metrics;
  private OneInputStreamOperatorTestHarness<IngestedSample, SampleBatch> batcher;

  @BeforeEach
  void open() throws Exception {
    open(SeriesLimits.NONE, 0, 1);
  }

  @AfterEach
  void close() throws Exception {
    batcher.close();
  }

  @Test
  void dropsAndCountsWhatNoRuleReads() throws Exception {
    take(Labels.of("__name__", "memory"), 1_000);
    take(Labels.EMPTY, 1_000);
    take(CPU, 1_000);
    batcher.processWatermark(1_000);

    assertThat(batches()).singleElement().extracting(SampleBatch::size).isEqualTo(1);
    assertThat(count(RulesMetric.SAMPLES_UNMATCHED)).isEqualTo(2);
    assertThat(count(RulesMetric.SAMPLES_MATCHED)).isEqualTo(1);
  }

  @Test
  void announcesASeriesOnceAndAgainAfterFiveMinutesOfEventTime() throws Exception {
    List<Integer> announcements = new ArrayList<>();
    for (long time : List.of(0L, 1_000L, 299_999L, 300_000L, 300_001L, 200_000L, 600_000L)) {
      take(CPU, time);
      batcher.processWatermark(time);
      announcements.add(last().announcedCount());
    }

    assertThat(announcements).containsExactly(1, 0, 0, 1, 0, 0, 1);
  }

  @Test
  void announcesEverySeriesAgainAfterARestart() throws Exception {
    take(CPU, 1_000);
    batcher.prepareSnapshotPreBarrier(1);
    reopen(SeriesLimits.NONE);
    take(CPU, 2_000);
    batcher.prepareSnapshotPreBarrier(2);

    assertThat(last().announced(0)).isEqualTo(CPU);
  }

  @Test
  void handsABatchOverBeforeTheWatermark() throws Exception {
    take(CPU, 1_000);
    assertThat(batches()).isEmpty();
    batcher.processWatermark(1_000);

    assertThat(List.copyOf(batcher.getOutput())).last().isEqualTo(new Watermark(1_000));
    assertThat(batches()).hasSize(1);
  }

  @Test
  void handsABatchOverBeforeACheckpoint() throws Exception {
    take(CPU, 1_000);
    batcher.prepareSnapshotPreBarrier(1);

    assertThat(batches()).hasSize(1);
  }

  @Test
  void handsABatchOverAfterFiftyMilliseconds() throws Exception {
    take(CPU, 1_000);
    batcher.setProcessingTime(49);
    assertThat(batches()).isEmpty();
    batcher.setProcessingTime(50);

    assertThat(batches()).hasSize(1);
  }

  @Test
  void handsABatchOverWhenTheInputEnds() throws Exception {
    take(CPU, 1_000);
    batcher.endInput();

    assertThat(batches()).hasSize(1);
  }

  @Test
  void tellsEveryKeyGroupItsOldestSampleBeforeTheFirstWatermarkThatPassesIt() throws Exception {
    take(Labels.of("__name__", "memory"), 17_000);
    take(CPU, 18_000);
    batcher.processWatermark(15_500);
    assertThat(begins()).isEmpty();
    batcher.processWatermark(17_000);
    batcher.processWatermark(60_000);

    assertThat(begins())
        .hasSize(KeyGroups.COUNT)
        .allSatisfy(begin -> assertThat(begin.oldestOfSource()).isEqualTo(17_000));
  }

  @Test
  void withoutAnySampleTellsTheFirstWatermark() throws Exception {
    batcher.processWatermark(15_500);

    assertThat(begins())
        .hasSize(KeyGroups.COUNT)
        .allSatisfy(begin -> assertThat(begin.oldestOfSource()).isEqualTo(15_500));
  }

  @Test
  void tellsEveryKeyGroupItsNewestSampleBeforeItsInputEnds() throws Exception {
    take(CPU, 9_000);
    take(Labels.of("__name__", "memory"), 12_000);
    take(CPU, 3_000);
    batcher.processWatermark(Watermark.MAX_WATERMARK);

    assertThat(batches())
        .filteredOn(SampleBatch::isEnd)
        .hasSize(KeyGroups.COUNT)
        .allMatch(end -> end.newestOfSource() == 12_000)
        .extracting(SampleBatch::keyGroup)
        .doesNotHaveDuplicates();
    assertThat(List.copyOf(batcher.getOutput())).last().isEqualTo(Watermark.MAX_WATERMARK);
  }

  @Test
  void knowsItsNewestSampleAfterARestart() throws Exception {
    take(CPU, 9_000);
    take(Labels.of("__name__", "memory"), 12_000);
    OperatorSubtaskState state = batcher.snapshot(1, 1);
    batcher.close();
    open(SeriesLimits.NONE, 0, 1, state);
    batcher.processWatermark(Watermark.MAX_WATERMARK);

    assertThat(batches())
        .filteredOn(SampleBatch::isEnd)
        .hasSize(KeyGroups.COUNT)
        .allMatch(end -> end.newestOfSource() == 12_000);
  }

  @Test
  void handsABatchOverOnlyWhenItIsFull() throws Exception {
    for (int i = 1; i < SampleBatch.CAPACITY; i++) {
      take(CPU, i);
    }
    assertThat(batches()).isEmpty();
    take(CPU, SampleBatch.CAPACITY);
    assertThat(batches()).singleElement().matches(SampleBatch::isFull);
    take(CPU, SampleBatch.CAPACITY + 1);
    batcher.endInput();

    assertThat(last().size()).isEqualTo(1);
  }

  @Test
  void lateSamplesSayWhatTheyCameBehind() throws Exception {
    take(CPU, 9_000);
    take(new IngestedSample(CPU, 1_000, 0.5, false, 8_000));
    batcher.endInput();

    assertThat(last().behind(0)).isEqualTo(SampleBatch.ON_TIME);
    assertThat(last().behind(1)).isEqualTo(8_000);
    assertThat(last().timestamp(1)).isEqualTo(1_000);
  }

  @Test
  void valuesKeepTheirBitsAndStaleMarkersTheirs() throws Exception {
    long oddNan = 0x7ff8000000000abcL;
    take(new IngestedSample(CPU, 1, Double.longBitsToDouble(oddNan), false, Ingested.ON_TIME));
    take(new IngestedSample(CPU, 2, 0, true, Ingested.ON_TIME));
    take(new IngestedSample(CPU, 3, -0.0, false, Ingested.ON_TIME));
    batcher.endInput();

    assertThat(last().valueBits(0)).isEqualTo(oddNan);
    assertThat(last().valueBits(1)).isEqualTo(StaleMarker.BITS);
    assertThat(last().valueBits(2)).isEqualTo(Double.doubleToRawLongBits(-0.0));
  }

  @Test
  void aBatchHoldsOneKeyGroup() throws Exception {
    for (int host = 0; host < 500; host++) {
      take(cpu(host), 1_000);
    }
    batcher.endInput();

    assertThat(batches()).hasSizeGreaterThan(100);
    for (SampleBatch batch : batches()) {
      for (int i = 0; i < batch.announcedCount(); i++) {
        assertThat(KeyGroups.of(batch.announced(i))).isEqualTo(batch.keyGroup());
      }
    }
  }

  @Test
  void theSeriesBeyondTheLimitOfItsMetricIsRefusedOnceAndItsSamplesCounted() throws Exception {
    reopen(new SeriesLimits(0, 2));
    for (int time = 0; time < 3; time++) {
      for (int host = 1; host <= 3; host++) {
        take(cpu(host), time);
      }
    }
    batcher.endInput();

    assertThat(refused()).containsExactly(cpu(3).toString());
    assertThat(count(RulesMetric.SERIES_REFUSED)).isEqualTo(1);
    assertThat(count(RulesMetric.SAMPLES_OVER_LIMIT)).isEqualTo(3);
    assertThat(count(RulesMetric.SAMPLES_MATCHED)).isEqualTo(6);
    assertThat(batches().stream().mapToInt(SampleBatch::size).sum()).isEqualTo(6);
  }

  @Test
  void theLimitsAreForWhatRulesReadOfOneMetricAndOfAll() throws Exception {
    reopen(new SeriesLimits(2, 1));
    take(Labels.of("__name__", "memory", "host", "a"), 0);
    take(Labels.of("__name__", "memory", "host", "b"), 0);
    take(Labels.of("__name__", "memory", "host", "c"), 0);
    take(cpu(1), 0);
    take(disk(1), 0);
    assertThat(refused()).isEmpty();
    take(cpu(2), 0);
    take(Labels.of("__name__", "load"), 0);

    assertThat(refused())
        .containsExactly(cpu(2).toString(), Labels.of("__name__", "load").toString());
  }

  @Test
  void aRefusalNamesTheMetricAndTheLimitThatIsReached() throws Exception {
    reopen(new SeriesLimits(2, 1));
    take(cpu(1), 0);
    take(cpu(2), 0);
    take(disk(1), 0);
    take(Labels.of("__name__", "load"), 0);

    assertThat(letters())
        .extracting(DeadLetter::detail)
        .satisfiesExactly(
            detail -> assertThat(detail).contains("\"cpu\"", "series.limit-per-metric = 1,"),
            detail -> assertThat(detail).contains("\"load\"", "series.limit = 2,"));
    assertThat(letters())
        .allMatch(letter -> letter.reason() == DeadLetterReason.SERIES_LIMIT)
        .allMatch(letter -> letter.topic().equals("metrics"));
  }

  @Test
  void aSubtaskTakesItsShareOfTheLimits() throws Exception {
    int taken = 0;
    for (int subtask = 0; subtask < 3; subtask++) {
      batcher.close();
      open(new SeriesLimits(0, 8), subtask, 3);
      for (int host = 0; host < 8; host++) {
        take(cpu(host), 0);
      }
      taken += 8 - refused().size();
      assertThat(refused()).hasSizeBetween(5, 6);
    }

    assertThat(taken).isEqualTo(8);
  }

  @Test
  void aVanishedSeriesGivesItsPlaceToARefusedOne() throws Exception {
    reopen(new SeriesLimits(1, 0));
    take(cpu(1), 0);
    take(cpu(2), 0);
    batcher.processWatermark(0);
    take(cpu(2), KnownSeries.VANISHED_MILLIS);
    batcher.processWatermark(KnownSeries.VANISHED_MILLIS);
    assertThat(count(RulesMetric.SAMPLES_MATCHED)).isEqualTo(1);
    long later = KnownSeries.VANISHED_MILLIS + SampleBatcher.ANNOUNCE_AGAIN_MILLIS;
    batcher.processWatermark(later);
    take(cpu(2), later + 1);
    take(cpu(1), later + 1);
    batcher.endInput();

    assertThat(last().announced(0)).isEqualTo(cpu(2));
    assertThat(refused()).containsExactly(cpu(2).toString(), cpu(1).toString());
    assertThat(count(RulesMetric.SAMPLES_MATCHED)).isEqualTo(2);
  }

  @Test
  void aSeriesThatGoesOnKeepsItsPlace() throws Exception {
    reopen(new SeriesLimits(1, 0));
    for (long time = 0; time < 5 * KnownSeries.VANISHED_MILLIS; time += 60_000) {
      take(cpu(1), time);
      take(cpu(2), time);
      batcher.processWatermark(time);
    }

    assertThat(refused()).containsExactly(cpu(2).toString());
  }

  private void reopen(SeriesLimits limits) throws Exception {
    batcher.close();
    open(limits, 0, 1);
  }

  private void open(SeriesLimits limits, int subtask, int subtasks) throws Exception {
    open(limits, subtask, subtasks, null);
  }

  private void open(SeriesLimits limits, int subtask, int subtasks, OperatorSubtaskState state)
      throws Exception {
    metrics = new InterceptingOperatorMetricGroup();
    InterceptingTaskMetricGroup task =
        new InterceptingTaskMetricGroup() {
          @Override
          public InternalOperatorMetricGroup getOrAddOperator(
              OperatorID id, String name, Map<String, String> variables) {
            return metrics;
          }
        };
    batcher =
        new OneInputStreamOperatorTestHarness<>(
            new SampleBatcher(RULES, "metrics", limits),
            new MockEnvironmentBuilder()
                .setMetricGroup(task)
                .setMaxParallelism(subtasks)
                .setParallelism(subtasks)
                .setSubtaskIndex(subtask)
                .build());
    batcher.setup(SampleBatchSerializer.INSTANCE);
    if (state != null) {
      batcher.initializeState(state);
    }
    batcher.open();
  }

  private void take(Labels series, long timestamp) throws Exception {
    take(IngestedSample.onTime(series, timestamp, 0.5));
  }

  private void take(IngestedSample sample) throws Exception {
    batcher.processElement(new StreamRecord<>(sample));
  }

  /** What was handed over, but for what tells only when the source begins. */
  private List<SampleBatch> batches() {
    return batcher.extractOutputValues().stream().filter(batch -> !batch.isBegin()).toList();
  }

  /** What tells when the source begins, one for each key group. */
  private List<SampleBatch> begins() {
    return batcher.extractOutputValues().stream().filter(SampleBatch::isBegin).toList();
  }

  private SampleBatch last() {
    return batches().get(batches().size() - 1);
  }

  private List<DeadLetter> letters() {
    var letters = batcher.getSideOutput(SampleBatcher.REFUSED_SERIES);
    return letters == null ? List.of() : letters.stream().map(StreamRecord::getValue).toList();
  }

  private List<String> refused() {
    return letters().stream()
        .map(letter -> new String(letter.bytes(), StandardCharsets.UTF_8))
        .toList();
  }

  private long count(RulesMetric metric) {
    return ((Counter) metrics.get(metric.metricName())).getCount();
  }

  private static Labels cpu(int host) {
    return Labels.of("__name__", "cpu", "host", "h" + host);
  }

  private static Labels disk(int host) {
    return Labels.of("__name__", "disk", "host", "h" + host);
  }
}
