package io.barograph.ml.smile;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.session.SeasonClock;
import io.barograph.ml.detect.DetectionConfig;
import io.barograph.ml.detect.Detector;
import io.barograph.ml.detect.Detectors;
import io.barograph.ml.detect.ReasonCode;
import io.barograph.ml.detect.Score;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The detector of a series by a forest of smile; what holds for each detector holds for it. */
class IsolationForestDetectorTest {
  private static final String NAME = "isolation-forest";
  private static final DetectionConfig CONFIG = DetectionConfig.shipped();
  private static final long MINUTE = 60_000;
  private static final int VALUES = 3_600;
  private static final int SPIKE = 3_333;

  private static double value(int number) {
    double wave = 100 + 20 * Math.sin(2 * Math.PI * number / 288);
    return wave + new Random(number).nextGaussian() + (isUnusual(number) ? 70 : 0);
  }

  private static boolean isUnusual(int number) {
    return number >= SPIKE && number < SPIKE + 8;
  }

  private static Detector detector() {
    return Detectors.create(NAME, "load", CONFIG);
  }

  private static List<Score> scores(Detector detector, int from, int to) {
    List<Score> scores = new ArrayList<>();
    for (int number = from; number < to; number++) {
      scores.add(detector.add(number * MINUTE, value(number)));
    }
    return scores;
  }

  @Test
  void whatIsFarFromAllBeforeScoresMost() {
    List<Score> scores = scores(detector(), 0, VALUES);

    assertThat(scores.subList(0, 110)).allMatch(one -> one.reason().code() == ReasonCode.LEARNING);
    Score unusual = scores.get(SPIKE + 5);
    for (int number = 600; number < SPIKE; number++) {
      assertThat(scores.get(number).strength()).isLessThan(unusual.strength());
    }
    assertThat(unusual.reason().code()).isEqualTo(ReasonCode.UNUSUAL_SHAPE);
  }

  /** While nothing is known, a forest is under way, one takes effect, and much is forgotten. */
  @ParameterizedTest
  @ValueSource(
      ints = {0, 3, 99, 100, 107, 110, 499, 500, 505, 509, 510, 511, 1_004, 3_500, 3_508, 3_510})
  void scoresAsIfItHadNotBeenInterrupted(int cut) throws IOException {
    Detector whole = detector();
    scores(whole, 0, cut);
    byte[] bytes = bytes(whole);
    Detector read =
        Detectors.read(
            NAME, CONFIG, SeasonClock.UTC, new DataInputStream(new ByteArrayInputStream(bytes)));

    assertThat(bytes(read)).isEqualTo(bytes);
    int end = Math.min(VALUES, cut + 600);
    assertThat(scores(read, cut, end)).isEqualTo(scores(whole, cut, end));
    assertThat(bytes(read)).isEqualTo(bytes(whole));
  }

  @Test
  void drawsByTheNameOfTheSeries() {
    Detector disk = Detectors.create(NAME, "disk", CONFIG);

    assertThat(scores(disk, 0, 700)).isNotEqualTo(scores(detector(), 0, 700));
  }

  @Test
  void aConstantSeriesNeverAlarms() {
    for (double constant : new double[] {0, 1e15, Double.MAX_VALUE}) {
      Detector detector = detector();
      for (int number = 0; number < 1_600; number++) {
        assertThat(detector.add(number * MINUTE, constant).strength()).isLessThan(0.2);
      }
    }
  }

  @Test
  void takesAnyValueAtAnyTime() {
    Random random = new Random(11);
    double[] odd = {0, -0.0, 1e-300, -1e300, Double.MAX_VALUE, Double.NaN, 1};
    Detector detector = detector();
    for (int number = 0; number < 1_600; number++) {
      Score score = detector.add(random.nextLong(), odd[random.nextInt(odd.length)]);
      assertThat(score.strength()).isBetween(0.0, 1.0);
    }
  }

  private static byte[] bytes(Detector detector) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Detectors.write(detector, CONFIG, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
