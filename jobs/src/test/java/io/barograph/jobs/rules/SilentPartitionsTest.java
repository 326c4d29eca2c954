package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.options.BarographOptions.NoData;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilentPartitionsTest {
  private static final String GONE =
      """
      - name: g
        interval: 15s
        rules:
        - {alert: Gone, expr: 'absent(load{job="j1"})'}
      """;

  @TempDir Path folder;

  private OneInputStreamOperatorTestHarness<IngestedSample, LeafElement> partitions;

  @BeforeEach
  void open() throws Exception {
    PackRules rules = TextRules.read(folder, NoData.KEEP_LAST, GONE);
    partitions = new OneInputStreamOperatorTestHarness<>(new SilentPartitions(rules, 0));
    partitions.setup(LeafElementSerializer.INSTANCE);
    partitions.open();
  }

  @AfterEach
  void close() throws Exception {
    partitions.close();
  }

  @Test
  void namesThemOnceFromTheFirstTickAfterTheFirstSample() throws Exception {
    take(17_000);
    take(16_000);
    partitions.processWatermark(15_500);
    assertThat(partitions.extractOutputValues()).isEmpty();
    partitions.processWatermark(16_000);
    partitions.processWatermark(60_000);

    assertThat(partitions.extractOutputValues())
        .extracting(LeafElement::kind, LeafElement::tick)
        .containsExactly(tuple(LeafElement.Kind.SILENT, 30_000L));
  }

  @Test
  void withoutAnySampleNamesThemFromTheFirstWatermark() throws Exception {
    partitions.processWatermark(15_500);

    assertThat(partitions.extractOutputValues())
        .extracting(LeafElement::tick)
        .containsExactly(30_000L);
  }

  @Test
  void leavesTheLastTickToTheSeriesStageAtTheEndOfItsInput() throws Exception {
    take(16_000);
    partitions.processWatermark(Watermark.MAX_WATERMARK);

    assertThat(List.copyOf(partitions.getOutput()))
        .hasSize(2)
        .last()
        .isEqualTo(WatermarkStatus.IDLE);
  }

  private void take(long time) throws Exception {
    Labels load = Labels.of("__name__", "load", "job", "j2");
    partitions.processElement(new StreamRecord<>(IngestedSample.onTime(load, time, 1)));
  }
}
