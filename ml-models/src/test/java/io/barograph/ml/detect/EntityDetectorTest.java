package io.barograph.ml.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.session.SeasonClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EntityDetectorTest {
  private static final DetectionConfig CONFIG = DetectionConfig.shipped();
  private static final long STEP = 60_000;
  private static final int METRICS = 5;
  private static final int ROWS = 3_000;
  private static final int SPIKE = 2_700;

  private static double[][] rows() {
    Random random = new Random(4);
    double[][] rows = new double[ROWS][METRICS];
    for (int i = 0; i < ROWS; i++) {
      for (int metric = 0; metric < METRICS; metric++) {
        rows[i][metric] = random.nextInt(50) == 0 ? Double.NaN : random.nextGaussian();
      }
    }
    rows[SPIKE][2] = 60;
    rows[SPIKE][4] = 90;
    return rows;
  }

  private static List<Score> scores(EntityDetector detector, double[][] rows, int from, int to) {
    List<Score> scores = new ArrayList<>();
    for (int i = from; i < to; i++) {
      scores.add(detector.add(i * STEP, rows[i]));
    }
    return scores;
  }

  @Test
  void theRowInWhichMetricsDeviateScoresMost() {
    List<Score> scores =
        scores(new EntityDetector(METRICS, CONFIG, SeasonClock.UTC), rows(), 0, ROWS);
    Score spike = scores.get(SPIKE);

    assertThat(spike.reason().code())
        .isIn(ReasonCode.UNUSUAL_SHAPE, ReasonCode.UNUSUAL_FOR_THE_TIME);
    assertThat(spike.reason().metric()).isIn(2, 4);
    for (int i = 0; i < SPIKE; i++) {
      assertThat(scores.get(i).score()).isLessThan(spike.score());
    }
  }

  @Test
  void scoresAsIfItHadNotBeenInterruptedAndKnowsNothingOfWhatComes() throws IOException {
    double[][] rows = rows();
    List<Score> whole = scores(new EntityDetector(METRICS, CONFIG, SeasonClock.UTC), rows, 0, ROWS);
    for (int cut : new int[] {0, 3, 40, 1_234, SPIKE}) {
      EntityDetector first = new EntityDetector(METRICS, CONFIG, SeasonClock.UTC);
      assertThat(scores(first, rows, 0, cut)).isEqualTo(whole.subList(0, cut));
      byte[] bytes = bytes(first);
      EntityDetector second =
          EntityDetector.read(
              CONFIG, SeasonClock.UTC, new DataInputStream(new ByteArrayInputStream(bytes)));

      assertThat(bytes(second)).isEqualTo(bytes);
      assertThat(scores(second, rows, cut, ROWS)).isEqualTo(whole.subList(cut, ROWS));
    }
  }

  private static byte[] bytes(EntityDetector detector) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    detector.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Test
  void aMetricThatIsNewAltersNoScoreUntilItIsKnown() throws IOException {
    double[][] rows = rows();
    List<Score> expected =
        scores(new EntityDetector(METRICS, CONFIG, SeasonClock.UTC), rows, 0, ROWS);
    EntityDetector grown = new EntityDetector(METRICS, CONFIG, SeasonClock.UTC);
    List<Score> scores = scores(grown, rows, 0, 1_000);
    grown.insert(2);
    grown.insert(METRICS + 1);
    grown =
        EntityDetector.read(
            CONFIG, SeasonClock.UTC, new DataInputStream(new ByteArrayInputStream(bytes(grown))));
    for (int i = 1_000; i < ROWS; i++) {
      double few = i < 1_010 ? i : Double.NaN;
      double[] row = rows[i];
      scores.add(
          grown.add(
              i * STEP, new double[] {row[0], row[1], few, row[2], row[3], row[4], Double.NaN}));
    }

    assertThat(grown.metrics()).isEqualTo(METRICS + 2);
    for (int i = 0; i < ROWS; i++) {
      assertThat(scores.get(i).strength()).isEqualTo(expected.get(i).strength());
      assertThat(scores.get(i).score()).isEqualTo(expected.get(i).score());
    }
    assertThat(scores.get(SPIKE).reason().metric())
        .isEqualTo(expected.get(SPIKE).reason().metric() + 1);
  }

  @Test
  void aMetricThatIsRemovedLeavesTheOthersAsTheyWere() {
    double[][] rows = rows();
    EntityDetector shrunk = new EntityDetector(METRICS + 1, CONFIG, SeasonClock.UTC);
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      if (i == 1_000) {
        shrunk.remove(0);
      }
      double[] row = rows[i];
      scores.add(
          shrunk.add(
              i * STEP,
              i < 1_000 ? new double[] {Double.NaN, row[0], row[1], row[2], row[3], row[4]} : row));
    }
    List<Score> expected =
        scores(new EntityDetector(METRICS, CONFIG, SeasonClock.UTC), rows, 0, ROWS);

    assertThat(scores.subList(1_000, ROWS)).isEqualTo(expected.subList(1_000, ROWS));
  }

  /** Each value by itself is usual: every metric is as high now and then. */
  @Test
  void metricsThatDoNotGoTogetherAsTheyDidAreUnusual() {
    Score together = behindThoseThatGoTogether(1);
    Score apart = behindThoseThatGoTogether(-1);

    assertThat(together.reason().code()).isEqualTo(ReasonCode.USUAL);
    assertThat(apart.reason().code()).isEqualTo(ReasonCode.UNUSUAL_RELATION);
    assertThat(apart.reason().metric()).isEqualTo(3);
    assertThat(apart.strength()).isGreaterThan(together.strength());
  }

  /** The score of a row whose fourth metric goes in the direction of {@code sign}. */
  private static Score behindThoseThatGoTogether(int sign) {
    Random random = new Random(9);
    EntityDetector detector = new EntityDetector(METRICS, CONFIG, SeasonClock.UTC);
    for (int i = 0; i < ROWS; i++) {
      detector.add(i * STEP, row(random.nextGaussian(), 1, random));
    }
    return detector.add(ROWS * STEP, row(1.2, sign, random));
  }

  private static double[] row(double load, int sign, Random random) {
    double[] row = new double[METRICS];
    for (int metric = 0; metric < METRICS; metric++) {
      row[metric] = (metric == 3 ? sign : 1) * load + 0.1 * random.nextGaussian();
    }
    return row;
  }

  @Test
  void constantMetricsNeverAlarm() {
    EntityDetector detector = new EntityDetector(3, CONFIG, SeasonClock.UTC);
    for (int i = 0; i < ROWS; i++) {
      assertThat(detector.add(i * STEP, new double[] {0, 5, 1e9}).score()).isLessThan(0.4);
    }
  }

  @Test
  void aRowHasAsManyValuesAsThereAreMetrics() {
    EntityDetector detector = new EntityDetector(3, CONFIG, SeasonClock.UTC);

    assertThatThrownBy(() -> detector.add(0, new double[2]))
        .hasMessage("a row must have 3 values, had 2");
    assertThatThrownBy(() -> new EntityDetector(1, CONFIG, SeasonClock.UTC).remove(0))
        .hasMessage("metrics of an entity must be 1 to 10000, were 0");
    assertThatThrownBy(() -> new EntityDetector(0, CONFIG, SeasonClock.UTC))
        .hasMessage("metrics of an entity must be 1 to 10000, were 0");
  }
}
