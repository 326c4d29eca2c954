package io.barograph.ml.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.session.Openness;
import io.barograph.core.session.SeasonClock;
import io.barograph.core.session.SessionCalendar;
import io.barograph.core.session.SessionCalendars;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every detector. */
final class DetectorTest {
  private static final DetectionConfig CONFIG = DetectionConfig.shipped();
  private static final String SERIES = "load";
  private static final long STEP = 300_000;
  private static final int VALUES = 5_000;

  /** An alarm in the sense of these tests. */
  private static final double HIGH = 0.6;

  static List<String> names() {
    return Detectors.names().stream().filter(name -> Detectors.missing(name).isEmpty()).toList();
  }

  /** A day's wave with noise, missing values, repeated times, a gap and spikes. */
  private static double[] values() {
    Random random = new Random(7);
    double[] values = new double[VALUES];
    for (int i = 0; i < VALUES; i++) {
      values[i] = 100 + 20 * Math.sin(2 * Math.PI * i / 288) + random.nextGaussian();
      if (i % 97 == 0) {
        values[i] = Double.NaN;
      }
      if (i % 801 == 800) {
        values[i] += 80;
      }
    }
    return values;
  }

  private static long time(int i) {
    return (i % 50 == 49 ? i - 1 : i) * STEP + (i > 2_500 ? 40 * STEP : 0);
  }

  private static List<Score> scores(Detector detector, double[] values, int from, int to) {
    List<Score> scores = new ArrayList<>();
    for (int i = from; i < to; i++) {
      scores.add(detector.add(time(i), values[i]));
    }
    return scores;
  }

  @ParameterizedTest
  @MethodSource("names")
  void knowsNothingOfWhatComes(String name) {
    double[] values = values();
    List<Score> whole = scores(Detectors.create(name, SERIES, CONFIG), values, 0, VALUES);
    for (int prefix : new int[] {13, 400, 2_501}) {
      double[] other = values.clone();
      for (int i = prefix; i < VALUES; i++) {
        other[i] = 1e6;
      }
      assertThat(
              scores(Detectors.create(name, SERIES, CONFIG), other, 0, VALUES).subList(0, prefix))
          .isEqualTo(whole.subList(0, prefix));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void scoresAsIfItHadNotBeenInterrupted(String name) throws IOException {
    double[] values = values();
    List<Score> whole = scores(Detectors.create(name, SERIES, CONFIG), values, 0, VALUES);
    for (int cut : new int[] {0, 1, 5, 30, 700, 2_490, 4_321}) {
      Detector first = Detectors.create(name, SERIES, CONFIG);
      scores(first, values, 0, cut);
      byte[] bytes = bytes(first);
      Detector second = read(name, CONFIG, bytes);

      assertThat(bytes(second)).isEqualTo(bytes);
      assertThat(scores(second, values, cut, VALUES)).isEqualTo(whole.subList(cut, VALUES));
      assertThat(bytes(second)).isEqualTo(bytesAfterAll(name, values));
    }
  }

  private static byte[] bytesAfterAll(String name, double[] values) throws IOException {
    Detector detector = Detectors.create(name, SERIES, CONFIG);
    scores(detector, values, 0, VALUES);
    return bytes(detector);
  }

  private static byte[] bytes(Detector detector) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Detectors.write(detector, CONFIG, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static Detector read(String name, DetectionConfig config, byte[] bytes)
      throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    Detector detector = Detectors.read(name, config, SeasonClock.UTC, in);
    assertThat(in.available()).isZero();
    return detector;
  }

  @ParameterizedTest
  @MethodSource("names")
  void aConstantSeriesNeverAlarms(String name) {
    for (double constant : new double[] {0, 45, -1e-12, 1e15, Double.MAX_VALUE}) {
      Detector detector = Detectors.create(name, SERIES, CONFIG);
      for (int i = 0; i < VALUES; i++) {
        assertThat(detector.add(i * STEP, constant).strength()).isLessThan(0.2);
      }
    }
  }

  /** The ensemble, and those of its kind that look at the value itself. */
  @ParameterizedTest
  @ValueSource(strings = {"ensemble", "three-sigma", "robust-z", "ewma", "range", "novelty"})
  void aLevelThatMovesAlarmsAtOnceAndIsThenUsual(String name) {
    Random random = new Random(3);
    Detector detector = Detectors.create(name, SERIES, CONFIG);
    List<Integer> alarms = new ArrayList<>();
    for (int i = 0; i < VALUES; i++) {
      double level = i < 3_000 ? 50 : 90;
      Score score = detector.add(i * STEP, level + random.nextGaussian());
      if (score.score() >= HIGH) {
        alarms.add(i);
      }
      if (i > 3_800) {
        assertThat(score.strength()).isLessThan(HIGH);
      }
    }
    assertThat(alarms).contains(3_000).allMatch(i -> i >= 3_000 && i < 3_020);
  }

  @ParameterizedTest
  @MethodSource("names")
  void missingValuesAreNotLearnt(String name) throws IOException {
    double[] values = values();
    Detector with = Detectors.create(name, SERIES, CONFIG);
    Detector without = Detectors.create(name, SERIES, CONFIG);
    for (int i = 0; i < 1_000; i++) {
      double value = Double.isNaN(values[i]) ? 100 : values[i];
      Score score = with.add(time(i), value);
      assertThat(with.add(time(i), i % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY))
          .isEqualTo(Score.none(ReasonCode.MISSING));
      assertThat(without.add(time(i), value)).isEqualTo(score);
    }
    assertThat(bytes(with)).isEqualTo(bytes(without));
  }

  @ParameterizedTest
  @MethodSource("names")
  void takesAnyValueAtAnyTime(String name) {
    Random random = new Random(11);
    Detector detector = Detectors.create(name, SERIES, CONFIG);
    double[] odd = {0, -0.0, 1e-300, -1e300, Double.MAX_VALUE, -Double.MAX_VALUE, 1};
    long[] times = {0, Long.MIN_VALUE, Long.MAX_VALUE, -1, 1, 1L << 40};
    for (int i = 0; i < 3_000; i++) {
      Score score =
          detector.add(times[random.nextInt(times.length)], odd[random.nextInt(odd.length)]);
      assertThat(score.score()).isBetween(0.0, 1.0);
      assertThat(score.strength()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void repeatsOfAnAnomalyAreToldOnce() {
    Random random = new Random(5);
    Detector detector = Detectors.create(Detectors.ENSEMBLE, SERIES, CONFIG);
    int told = 0;
    int strong = 0;
    for (int i = 0; i < 2_000; i++) {
      boolean isSpike = i >= 1_500 && i < 1_560 && i % 10 == 0;
      Score score = detector.add(i * STEP, random.nextGaussian() + (isSpike ? 30 : 0));
      told += score.score() >= HIGH ? 1 : 0;
      strong += score.strength() >= HIGH ? 1 : 0;
    }
    assertThat(strong).isGreaterThanOrEqualTo(5);
    assertThat(told).isBetween(1, 3);
  }

  @Test
  void theSeasonIsExpected() {
    Detector detector = Detectors.create("seasonal", SERIES, CONFIG);
    Random random = new Random(9);
    Score score = Score.none(ReasonCode.LEARNING);
    for (int i = 0; i <= 288 * 10; i++) {
      score = detector.add(i * STEP, (i / 12) % 24 == 3 ? 80 : 10 + random.nextGaussian());
      if (i > 288 * 5) {
        assertThat(score.strength()).isLessThan(HIGH);
      }
    }
    assertThat(score.expected()).isBetween(5.0, 15.0);
    assertThat(score.lower()).isLessThan(score.expected());
    assertThat(score.upper()).isGreaterThan(score.expected());
    assertThat(detector.add(STEP * (288 * 10 + 1), 80).reason().code())
        .isEqualTo(ReasonCode.UNUSUAL_FOR_THE_TIME);
  }

  /** Once three weeks are known, a holiday is expected to be as Sundays are. */
  @Test
  void byACalendarAHolidayIsNoWorkingDay() {
    SessionCalendar venue = SessionCalendars.named("XNYS").orElseThrow();
    assertThat(expectedAtThanksgiving(venue, SeasonClock.of(venue)))
        .isLessThan(expectedAtThanksgiving(venue, SeasonClock.UTC) - 20);
  }

  private static double expectedAtThanksgiving(SessionCalendar venue, SeasonClock clock) {
    Detector detector = Detectors.create("seasonal", SERIES, CONFIG, clock);
    long noon = Instant.parse("2025-11-27T17:00:00Z").toEpochMilli();
    Random random = new Random(9);
    Score score = Score.none(ReasonCode.LEARNING);
    for (long time = noon - 56 * 86_400_000L; time <= noon; time += STEP) {
      double level = venue.isOpen(time) == Openness.OPEN ? 100 : 20;
      score = detector.add(time, level + random.nextGaussian());
    }
    return score.expected();
  }

  /** Once three weeks are known, a quiet Sunday is not an anomaly. */
  @Test
  void theWeekIsExpectedOnceItIsKnown() {
    Detector detector = Detectors.create("seasonal", SERIES, CONFIG);
    Random random = new Random(9);
    double[] expected = new double[2];
    for (int i = 0; i < 288 * 7 * 8; i++) {
      boolean isQuiet = (i / 288) % 7 == 6;
      Score score = detector.add(i * STEP, (isQuiet ? 20 : 100) + random.nextGaussian());
      if (i >= 288 * 7 * 7) {
        expected[isQuiet ? 1 : 0] += score.expected() / (isQuiet ? 288 : 288 * 6);
      }
    }
    assertThat(expected[0] - expected[1]).isGreaterThan(30);
  }

  @Test
  void anotherConfigurationDoesNotReadWhatThisOneWrote() throws IOException {
    byte[] bytes = bytes(Detectors.create(Detectors.ENSEMBLE, SERIES, CONFIG));
    DetectionConfig other =
        DetectionConfig.parse(
            "series.quiet-hours=1\nseries.half=1\nentity.quiet-hours=1\nentity.half=1\nseries.term.1=range common 1\n"
                + "entity.term.1=shape 3 own 1");

    assertThatThrownBy(() -> read(Detectors.ENSEMBLE, other, bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("let it learn anew");
  }

  @Test
  void aForestDrawsByTheNameOfItsSeries() {
    double[] values = values();
    List<Score> load =
        scores(Detectors.create("random-cut-forest", "load", CONFIG), values, 0, 900);
    List<Score> disk =
        scores(Detectors.create("random-cut-forest", "disk", CONFIG), values, 0, 900);

    assertThat(load).isNotEqualTo(disk);
    assertThat(scores(Detectors.create("random-cut-forest", "load", CONFIG), values, 0, 900))
        .isEqualTo(load);
  }

  /** A spike that comes where the wave is low is within the range, and unlike all before. */
  @Test
  void aForestSeesASpikeWithinTheRange() {
    Detector detector = Detectors.create("random-cut-forest", SERIES, CONFIG);
    List<Integer> alarms = new ArrayList<>();
    Random random = new Random(13);
    for (int i = 0; i < 2_000; i++) {
      double wave = 100 + 20 * Math.sin(2 * Math.PI * i / 288) + random.nextGaussian() / 2;
      if (detector.add(i * STEP, i == 1_656 ? 115 : wave).score() >= 0.3) {
        alarms.add(i);
      }
    }
    assertThat(alarms).contains(1_656).hasSizeLessThan(10);
  }

  @Test
  void thereIsNoOtherDetector() {
    assertThatThrownBy(() -> Detectors.create("oracle", SERIES, CONFIG))
        .hasMessageContaining("there is no detector oracle, only [ensemble, three-sigma");
  }
}
