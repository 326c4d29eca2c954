package io.barograph.ml.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.labels.Labels;
import io.barograph.core.session.SeasonClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What people say of samples moves the bounds, and nothing else does. */
class LabelledBoundsTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** A Monday. */
  private static final long START = 4 * DAY;

  /** When the samples outside begin, behind the look-back: 2:00. */
  private static final long ODD = START + 8 * DAY + 2 * HOUR;

  private static final long ODD_END = ODD + 20 * MINUTE;
  private static final double HIGH = 90;

  private final Random random = new Random(1);

  @Test
  void whatIsCalledOrdinaryIsInsideFromThenOn() {
    SeasonalBounds bounds = withOddSamples();
    assertThat(bounds.at(ODD_END).excludes(HIGH)).as("nobody said a word").isTrue();

    bounds.label(ordinary(ODD, ODD_END, ODD_END + MINUTE));

    Corridor corridor = bounds.at(ODD_END + MINUTE);
    assertThat(corridor.excludes(HIGH)).isFalse();
    assertThat(corridor.above().near()).isEqualTo(corridor.above().far()).isBetween(45.0, 52.0);
    assertThat(corridor.excludes(120)).as("what is farther yet").isTrue();
    assertThat(corridor.below().far()).as("the other side").isLessThan(7);
  }

  @Test
  void whatIsCalledOrdinaryIsLearned() {
    Bounds oneDay = new Bounds(Duration.ofDays(1), 1.5);
    SeasonalBounds told = withOddSamples(oneDay);
    SeasonalBounds untold = withOddSamples(oneDay);
    feed(told, ODD_END, ODD + 3 * HOUR, this::daily);
    feed(untold, ODD_END, ODD + 3 * HOUR, this::daily);

    told.label(ordinary(ODD, ODD_END, ODD + 3 * HOUR));

    assertThat(untold.at(ODD + DAY + 30 * MINUTE).expected()).isBetween(40.0, 45.0);
    assertThat(told.at(ODD + DAY + 30 * MINUTE).expected())
        .as("the same hour a day later")
        .isBetween(55.0, 62.0);
  }

  @Test
  void itHoldsAsLongAsTheLookBack() {
    SeasonalBounds bounds = withOddSamples();
    bounds.label(ordinary(ODD, ODD_END, ODD_END + MINUTE));
    feed(bounds, ODD_END + MINUTE, ODD_END + 7 * DAY, this::daily);
    assertThat(bounds.at(ODD_END + 7 * DAY).excludes(HIGH)).isFalse();

    feed(bounds, ODD_END + 7 * DAY, ODD_END + 7 * DAY + 2 * HOUR, this::daily);

    assertThat(bounds.at(ODD_END + 7 * DAY + 2 * HOUR).excludes(HIGH)).isTrue();
  }

  @Test
  void aWordOnDaysAgoHoldsFromWhenItIsSaid() {
    SeasonalBounds bounds = withOddSamples();
    feed(bounds, ODD_END, ODD_END + 6 * DAY, this::daily);
    bounds.label(ordinary(ODD, ODD_END, ODD_END + 6 * DAY));
    feed(bounds, ODD_END + 6 * DAY, ODD_END + 12 * DAY, this::daily);

    assertThat(bounds.at(ODD_END + 12 * DAY).excludes(HIGH)).isFalse();
  }

  @Test
  void anAnomalyTakesTheWordBack() {
    SeasonalBounds bounds = withOddSamples();
    Corridor before = bounds.at(ODD_END + MINUTE);
    bounds.label(ordinary(ODD, ODD_END, ODD_END + MINUTE));
    bounds.label(anomaly(ODD, ODD_END, ODD_END + MINUTE));

    assertThat(bounds.at(ODD_END + MINUTE)).isEqualTo(before);
    SeasonalBounds untold = withOddSamples();
    random.setSeed(5);
    feed(bounds, ODD_END, ODD_END + DAY, this::daily);
    random.setSeed(5);
    feed(untold, ODD_END, ODD_END + DAY, this::daily);
    assertThat(bounds.at(ODD_END + DAY).expected())
        .isCloseTo(untold.at(ODD_END + DAY).expected(), within(1e-9));
  }

  @Test
  void anAnomalyWhileAllIsLearnedLeavesTheMeans() {
    SeasonalBounds told = new SeasonalBounds(Bounds.DEFAULT);
    SeasonalBounds untold = new SeasonalBounds(Bounds.DEFAULT);
    long odd = START + DAY + 2 * HOUR;
    for (SeasonalBounds each : new SeasonalBounds[] {told, untold}) {
      random.setSeed(1);
      feed(each, START, odd, this::daily);
      feed(each, odd, odd + 20 * MINUTE, time -> HIGH);
      feed(each, odd + 20 * MINUTE, odd + 2 * HOUR, this::daily);
    }
    told.label(anomaly(odd, odd + 20 * MINUTE, odd + 2 * HOUR));
    long nextDay = odd + DAY + 30 * MINUTE;

    assertThat(untold.at(nextDay).expected()).isGreaterThan(50);
    assertThat(told.at(nextDay).expected()).isBetween(40.0, 45.0);
  }

  @Test
  void aWordOnTheDaysOfLearningMovesTheBoundsToo() {
    SeasonalBounds bounds = new SeasonalBounds(Bounds.DEFAULT);
    long odd = START + 3 * DAY + 2 * HOUR;
    feed(bounds, START, odd, this::daily);
    bounds.add(odd, HIGH);
    assertThat(bounds.at(odd + MINUTE).excludes(HIGH)).isTrue();

    bounds.label(ordinary(odd, odd, odd + MINUTE));

    assertThat(bounds.at(odd + MINUTE).excludes(HIGH)).isFalse();
  }

  @Test
  void whatComesBehindAWordIsNotMeant() {
    SeasonalBounds bounds = withOddSamples();
    bounds.label(ordinary(ODD, ODD_END, ODD_END));
    Corridor said = bounds.at(ODD_END);

    bounds.add(ODD_END, 300);

    assertThat(bounds.at(ODD_END + MINUTE).above()).isEqualTo(said.above());
  }

  @Test
  void aWordOnOtherTimesDoesNothing() {
    SeasonalBounds fresh = new SeasonalBounds(Bounds.DEFAULT);
    fresh.label(ordinary(START, START + HOUR, START + HOUR));
    assertThat(fresh.at(START + HOUR).isKnown()).isFalse();

    SeasonalBounds bounds = withOddSamples();
    Corridor before = bounds.at(ODD_END);
    bounds.label(ordinary(ODD - 2 * HOUR, ODD - 1, ODD_END));
    bounds.label(ordinary(ODD_END + HOUR, ODD_END + 2 * HOUR, ODD_END + 2 * HOUR));
    bounds.label(anomaly(0, ODD_END, ODD_END));

    assertThat(bounds.at(ODD_END)).isEqualTo(before);
  }

  @Test
  void whatIsRememberedIsBoundedAndKeepsWhatPeopleSaid() throws IOException {
    SeasonalBounds bounds = withOddSamples();
    bounds.label(ordinary(ODD, ODD_END, ODD_END));
    int ofAWord = bytes(bounds).available();
    for (int i = 1; i <= 300; i++) {
      long time = ODD_END + 20 * MINUTE * i;
      feed(bounds, time - 20 * MINUTE, time - MINUTE, this::daily);
      bounds.add(time - MINUTE, 200);
    }

    assertThat(bytes(bounds).available() - ofAWord).isLessThan(48 * 37);
    assertThat(bounds.at(ODD_END + 100 * HOUR).excludes(HIGH)).isFalse();
    assertThat(bounds.at(ODD_END + 100 * HOUR).excludes(200)).isTrue();
  }

  @Test
  void whatIsReadGoesOnAsWhatWasWritten() throws IOException {
    SeasonalBounds bounds = withOddSamples();
    bounds.label(ordinary(ODD, ODD_END - 5 * MINUTE, ODD_END));
    feed(bounds, ODD_END, ODD_END + 2 * HOUR, time -> 200);
    SeasonalBounds restored = SeasonalBounds.read(Bounds.DEFAULT, SeasonClock.UTC, bytes(bounds));

    for (SeasonalBounds each : new SeasonalBounds[] {bounds, restored}) {
      random.setSeed(7);
      each.label(ordinary(ODD_END + HOUR, ODD_END + 2 * HOUR, ODD_END + 2 * HOUR));
      each.label(anomaly(ODD, ODD, ODD_END + 2 * HOUR));
      feed(each, ODD_END + 2 * HOUR, ODD_END + 9 * DAY, this::daily);
    }
    assertThat(bytes(restored).readAllBytes()).isEqualTo(bytes(bounds).readAllBytes());
  }

  @Test
  void whatWasWrittenBeforePeopleWereHeardIsRead() throws IOException {
    SeasonalBounds bounds = new SeasonalBounds(Bounds.DEFAULT);
    feed(bounds, START, START + 2 * HOUR, this::daily);
    byte[] written = bytes(bounds).readAllBytes();
    byte[] first = Arrays.copyOf(written, written.length - 1); // without the number of spans, 0
    first[0] = 1;

    SeasonalBounds read =
        SeasonalBounds.read(
            Bounds.DEFAULT, SeasonClock.UTC, new DataInputStream(new ByteArrayInputStream(first)));

    assertThat(bytes(read).readAllBytes()).isEqualTo(written);
  }

  /** Eight ordinary days, and twenty minutes outside. */
  private SeasonalBounds withOddSamples() {
    return withOddSamples(Bounds.DEFAULT);
  }

  private SeasonalBounds withOddSamples(Bounds policy) {
    random.setSeed(1);
    SeasonalBounds bounds = new SeasonalBounds(policy);
    feed(bounds, START, ODD, this::daily);
    feed(bounds, ODD, ODD_END, time -> HIGH);
    return bounds;
  }

  private static SeriesLabel ordinary(long from, long to, long time) {
    return new SeriesLabel(Labels.of(Labels.METRIC_NAME, "load"), time, "l", from, to, false);
  }

  private static SeriesLabel anomaly(long from, long to, long time) {
    return new SeriesLabel(Labels.of(Labels.METRIC_NAME, "load"), time, "l", from, to, true);
  }

  private static DataInputStream bytes(SeasonalBounds bounds) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bounds.write(new DataOutputStream(bytes));
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }

  private static void feed(SeasonalBounds bounds, long from, long to, LongToDoubleFunction values) {
    for (long time = from; time < to; time += MINUTE) {
      bounds.add(time, values.applyAsDouble(time));
    }
  }

  /** From 40 at midnight to 60 at noon, with noise of standard deviation 1. */
  private double daily(long time) {
    return 50 - 10 * Math.cos(2 * Math.PI * (time % DAY) / DAY) + random.nextGaussian();
  }
}
