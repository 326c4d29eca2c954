package io.barograph.jobs.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.log.LogRecord;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedLog;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogCombinerTest {
  private OneInputStreamOperatorTestHarness<IngestedLog, LogCount> combiner;

  @BeforeEach
  void open() throws Exception {
    combiner = new OneInputStreamOperatorTestHarness<>(new LogCombiner(5_000));
    combiner.setup(LogCountSerializer.INSTANCE);
    combiner.open();
  }

  @AfterEach
  void close() throws Exception {
    combiner.close();
  }

  @Test
  void aBurstBecomesOneCountForEachServiceLevelAndTick() throws Exception {
    for (int line = 0; line < 1_000; line++) {
      take("orders", "INFO", 1 + line, Ingested.ON_TIME);
    }
    take("orders", "ERROR", 4_000, Ingested.ON_TIME);
    take("quotes", "INFO", 4_000, Ingested.ON_TIME);
    combiner.processWatermark(4_000);

    assertThat(combiner.extractOutputValues())
        .containsExactlyInAnyOrder(
            new LogCount("orders", "INFO", 5_000, 1_000, 1_000),
            new LogCount("orders", "ERROR", 5_000, 1, 4_000),
            new LogCount("quotes", "INFO", 5_000, 1, 4_000));
  }

  @Test
  void aLineOutOfOrderCountsIntoTheTickOfItsOwnTime() throws Exception {
    take("orders", "INFO", 9_000, Ingested.ON_TIME);
    take("orders", "INFO", 5_000, Ingested.ON_TIME);
    take("orders", "INFO", 5_001, Ingested.ON_TIME);
    combiner.endInput();

    assertThat(combiner.extractOutputValues())
        .containsExactlyInAnyOrder(
            new LogCount("orders", "INFO", 5_000, 1, 5_000),
            new LogCount("orders", "INFO", 10_000, 2, 9_000));
  }

  @Test
  void aLateLineCountsIntoTheTickAfterTheWatermarkThatItCameBehind() throws Exception {
    take("orders", "INFO", 1_000, 9_999);
    take("orders", "INFO", 1_000, 10_000);
    combiner.endInput();

    assertThat(combiner.extractOutputValues())
        .containsExactlyInAnyOrder(
            new LogCount("orders", "INFO", 10_000, 1, 1_000),
            new LogCount("orders", "INFO", 15_000, 1, 1_000));
  }

  @Test
  void handsOverBeforeTheWatermarkAndBeforeACheckpointAndNothingTwice() throws Exception {
    take("orders", "INFO", 1_000, Ingested.ON_TIME);
    combiner.processWatermark(1_000);
    take("orders", "INFO", 2_000, Ingested.ON_TIME);
    combiner.prepareSnapshotPreBarrier(1);
    combiner.endInput();

    assertThat(List.copyOf(combiner.getOutput()))
        .hasSize(3)
        .element(1)
        .isEqualTo(new Watermark(1_000));
    assertThat(combiner.extractOutputValues()).extracting(LogCount::lines).containsExactly(1L, 1L);
  }

  @Test
  void holdsABoundedNumberOfCounts() throws Exception {
    for (int service = 0; service < 9_999; service++) {
      take("s" + service, "INFO", 1_000, Ingested.ON_TIME);
    }
    assertThat(combiner.extractOutputValues()).isEmpty();
    take("one more", "INFO", 1_000, Ingested.ON_TIME);

    assertThat(combiner.extractOutputValues()).hasSize(10_000);
  }

  private void take(String service, String level, long timestamp, long behind) throws Exception {
    LogRecord log = new LogRecord(timestamp, level, service, "", "", "", Map.of());
    combiner.processElement(new StreamRecord<>(new IngestedLog(log, behind)));
  }
}
