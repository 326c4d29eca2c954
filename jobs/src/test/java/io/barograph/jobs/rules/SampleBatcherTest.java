package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
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
          .rule("FullDisk", "disk", 0.9, Duration.ZERO, Duration.ofSeconds(5), 0);
  private static final Labels CPU = Labels.of("__name__", "cpu", "host", "a");

  private InterceptingOperatorMetricGroup metrics;
  private OneInputStreamOperatorTestHarness<IngestedSample, SampleBatch> batcher;

  @BeforeEach
  void open() throws Exception {
    open(0);
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
    batcher.close();
    open(0);
    take(CPU, 2_000);
    batcher.prepareSnapshotPreBarrier(2);

    assertThat(last().announced(0)).isEqualTo(CPU);
  }

  @Test
  void handsABatchOverBeforeTheWatermark() throws Exception {
    take(CPU, 1_000);
    assertThat(batches()).isEmpty();
    batcher.processWatermark(1_000);

    assertThat(List.copyOf(batcher.getOutput()))
        .hasSize(2)
        .element(1)
        .isEqualTo(new Watermark(1_000));
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
      take(cpu(host, "node"), 1_000);
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
  void theSeriesBeyondTheLimitIsRefusedOnceAndItsSamplesCounted() throws Exception {
    batcher.close();
    open(2);
    for (int time = 0; time < 3; time++) {
      for (int host = 1; host <= 3; host++) {
        take(cpu(host, "node"), time);
      }
    }
    batcher.endInput();

    assertThat(refused()).containsExactly(cpu(3, "node"));
    assertThat(count(RulesMetric.SERIES_REFUSED)).isEqualTo(1);
    assertThat(count(RulesMetric.SAMPLES_OVER_LIMIT)).isEqualTo(3);
    assertThat(count(RulesMetric.SAMPLES_MATCHED)).isEqualTo(6);
    assertThat(batches().stream().mapToInt(SampleBatch::size).sum()).isEqualTo(6);
  }

  @Test
  void theLimitIsForOneMetricOfOneJobAndOnlyForWhatRulesRead() throws Exception {
    batcher.close();
    open(1);
    take(cpu(1, "node"), 0);
    take(cpu(1, "other"), 0);
    take(CPU, 0);
    take(Labels.of("__name__", "disk", "job", "node"), 0);
    take(Labels.of("__name__", "memory", "host", "a", "job", "node"), 0);
    take(Labels.of("__name__", "memory", "host", "b", "job", "node"), 0);
    assertThat(refused()).isEmpty();
    take(cpu(2, "node"), 0);

    assertThat(refused()).containsExactly(cpu(2, "node"));
  }

  private void open(int seriesLimit) throws Exception {
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
            new SampleBatcher(RULES, seriesLimit),
            new MockEnvironmentBuilder().setMetricGroup(task).build());
    batcher.setup(SampleBatchSerializer.INSTANCE);
    batcher.open();
  }

  private void take(Labels series, long timestamp) throws Exception {
    take(IngestedSample.onTime(series, timestamp, 0.5));
  }

  private void take(IngestedSample sample) throws Exception {
    batcher.processElement(new StreamRecord<>(sample));
  }

  private List<SampleBatch> batches() {
    return batcher.extractOutputValues();
  }

  private SampleBatch last() {
    return batches().get(batches().size() - 1);
  }

  private List<Labels> refused() {
    var refused = batcher.getSideOutput(SampleBatcher.REFUSED_SERIES);
    return refused == null ? List.of() : refused.stream().map(StreamRecord::getValue).toList();
  }

  private long count(RulesMetric metric) {
    return ((Counter) metrics.get(metric.metricName())).getCount();
  }

  private static Labels cpu(int host, String job) {
    return Labels.of("__name__", "cpu", "host", "h" + host, "job", job);
  }
}
