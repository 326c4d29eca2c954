package io.barograph.jobs.measures;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.SeriesRecord;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.labels.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A watched series, a tick a second. */
final class KeptMeasureTest {
  private static final long SECOND = 1_000;
  private static final Labels LOAD = Labels.of(Labels.METRIC_NAME, "load", "host", "a");

  private final KeptMeasure.Counts counts = new KeptMeasure.Counts();
  private final List<String> told = new ArrayList<>();
  private KeptMeasure<SeriesRecord> kept =
      new KeptMeasure<>(WatchedRecords.watching(DetectorType.ENSEMBLE), SECOND);

  private void add(long time) {
    kept.add(new SeriesSample(LOAD, time, 50 + time / SECOND % 7));
  }

  private void close(long tick) {
    kept.close(tick, (labels, value) -> told.add(labels.metricName()), counts);
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    kept.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private void restore(byte[] bytes, long closed) throws IOException {
    kept =
        KeptMeasure.read(
            WatchedRecords.watching(DetectorType.ENSEMBLE),
            SECOND,
            new DataInputStream(new ByteArrayInputStream(bytes)));
    kept.resume(closed);
  }

  @Test
  void aTickWithoutNewsChangesNothingThatIsWritten() {
    add(500);
    assertThat(kept.takeChanged()).as("it waits").isTrue();
    close(SECOND);
    assertThat(kept.takeChanged()).as("it is folded").isTrue();
    int said = told.size();
    for (int tick = 2; tick < 15; tick++) {
      close(tick * SECOND);
    }

    assertThat(kept.takeChanged()).isFalse();
    assertThat(told).hasSize(said);
    add(15_200);
    close(16 * SECOND);
    assertThat(kept.takeChanged()).isTrue();
    assertThat(told).hasSizeGreaterThan(said);
  }

  @Test
  void isWrittenAheadOnceAndWhereATickAlteredNothing() {
    add(500);
    assertThat(kept.takeSettled()).as("a record waits").isFalse();
    close(SECOND);
    assertThat(kept.takeSettled()).as("it was folded just now").isFalse();
    close(2 * SECOND);
    assertThat(kept.takeSettled()).isTrue();
    assertThat(kept.takeSettled()).as("it is as it was written").isFalse();
    add(2_500);
    close(3 * SECOND);
    close(4 * SECOND);
    assertThat(kept.takeSettled()).as("once until a checkpoint").isFalse();
    assertThat(kept.takeChanged()).as("what came since is not lost").isTrue();
    add(4_500);
    close(5 * SECOND);
    close(6 * SECOND);
    assertThat(kept.takeSettled()).as("and behind it again").isTrue();
    assertThat(kept.takeChanged()).isFalse();
  }

  @Test
  void whatWasWrittenBeforeTicksWithoutNewsGoesOnAsIfItHadBeenWrittenBehindThem()
      throws IOException {
    add(500);
    close(SECOND);
    byte[] before = bytes();
    for (int tick = 2; tick <= 90; tick++) {
      close(tick * SECOND);
    }
    byte[] behind = bytes();
    restore(before, 90 * SECOND);

    assertThat(bytes()).isEqualTo(behind);
    add(80_500);
    close(91 * SECOND);
    assertThat(counts.late).as("behind a tick that is over").isOne();
  }
}
