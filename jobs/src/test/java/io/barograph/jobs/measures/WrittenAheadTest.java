package io.barograph.jobs.measures;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.SeriesRecord;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.labels.Labels;
import io.barograph.ml.watch.WatchedSeriesKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Watched series are written before a checkpoint asks for them. */
final class WrittenAheadTest {
  private static final long SECOND = 1_000;
  private static final long START = MeasuredKinds.START;
  private static final WatchedSeriesKind KIND = WatchedRecords.watching(DetectorType.ENSEMBLE);

  private static SeriesSample sample(int host) {
    Labels series = Labels.of(Labels.METRIC_NAME, "load", "host", "h" + host);
    return new SeriesSample(series, START, 50);
  }

  @Test
  void theOperatorWritesASeriesAtTheFirstTickThatAltersNothing() throws Exception {
    try (MeasureRun<SeriesRecord> run = new MeasureRun<>(KIND, SECOND, 1)) {
      run.add(sample(0));
      run.advance(START);
      assertThat(run.entriesWrittenAhead()).as("it was folded at this tick").isZero();
      run.advance(START + SECOND);

      assertThat(run.entriesWrittenAhead()).isOne();
    }
  }

  @Test
  void anEighthOfAKeyGroupIsWrittenAtATickAndEachSeriesOnce() throws Exception {
    KeyGroupMeasures<SeriesRecord> group = new KeyGroupMeasures<>(KIND, SECOND, START - SECOND);
    for (int host = 0; host < 17; host++) {
      group.begin(KIND.key(sample(host)), sample(host));
    }
    List<String> written = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    for (int tick = 0; tick < 8; tick++) {
      group.advance(START + tick * SECOND, new Nowhere(), new KeptMeasure.Counts());
      int before = written.size();
      group.forEachSettled((key, kept) -> written.add(key));
      counts.add(written.size() - before);
    }

    assertThat(counts).containsExactly(0, 3, 3, 3, 3, 3, 2, 0);
    assertThat(written).doesNotHaveDuplicates().hasSize(17);
  }

  @Test
  void aSeriesGoesOnFromTheTickOfTheOperatorNotFromThatAtWhichItWasWritten() throws Exception {
    List<String> undisturbed = saidOfASampleTwice(false);

    assertThat(undisturbed).as("so long after, it is not known again").hasSize(4);
    assertThat(saidOfASampleTwice(true)).isEqualTo(undisturbed);
  }

  /** Scores and strengths of one sample that comes again behind ticks without news. */
  private static List<String> saidOfASampleTwice(boolean isRestarted) throws Exception {
    try (MeasureRun<SeriesRecord> run = new MeasureRun<>(KIND, SECOND, 1)) {
      run.add(sample(0));
      for (int tick = 0; tick <= 90; tick++) {
        run.advance(START + tick * SECOND);
      }
      if (isRestarted) {
        run.restart(1);
      }
      run.add(sample(0));
      run.advance(START + 91 * SECOND);
      return run.samples();
    }
  }

  private static final class Nowhere implements KeyGroupMeasures.Output {
    @Override
    public void sample(Labels labels, long tick, double value) {
      // What is told is not looked at.
    }

    @Override
    public void refused(String key, String text) {
      throw new AssertionError(text);
    }
  }
}
