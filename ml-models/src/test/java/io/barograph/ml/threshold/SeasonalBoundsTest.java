package io.barograph.ml.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.detect.Bounds;
import io.barograph.core.session.SeasonClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class SeasonalBoundsTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** A Monday. */
  private static final long START = 4 * DAY;

  private final Random random = new Random(1);

  @Test
  void boundsFollowTheHourOfTheDay() {
    SeasonalBounds bounds = new SeasonalBounds(Bounds.DEFAULT);
    feed(bounds, START, START + 8 * DAY, this::daily);

    Corridor noon = bounds.at(START + 8 * DAY + 12 * HOUR);
    assertThat(noon.expected()).isCloseTo(60, within(2.0));
    assertThat(noon.above().far()).isBetween(2.5, 6.0);
    assertThat(noon.above().near()).isLessThan(noon.above().far());
    assertThat(bounds.at(START + 9 * DAY).expected()).isCloseTo(40, within(2.0));
  }

  @Test
  void fewerThanOneInAThousandOfOrdinarySamplesAreOutside() {
    int outside = 0;
    int all = 0;
    for (int seed = 1; seed <= 20; seed++) {
      random.setSeed(seed);
      SeasonalBounds bounds = new SeasonalBounds(Bounds.DEFAULT);
      feed(bounds, START, START + 7 * DAY, this::daily);
      for (long time = START + 7 * DAY; time < START + 14 * DAY; time += MINUTE) {
        double value = daily(time);
        outside += bounds.add(time, value).excludes(value) ? 1 : 0;
        all++;
      }
    }

    System.out.printf("outside of the bounds: %d of %d ordinary samples%n", outside, all);
    assertThat(outside).isLessThan(all / 1_000);
  }

  /** Whatever comes later, and however the series goes on. */
  @Test
  void aPrefixIsBoundedAsTheWhole() {
    List<Corridor> whole = corridors(10 * DAY, 0);
    List<Corridor> other = corridors(10 * DAY, 500);
    List<Corridor> prefix = corridors(8 * DAY, 0);

    assertThat(whole.subList(0, prefix.size())).isEqualTo(prefix);
    assertThat(other.subList(0, prefix.size())).isEqualTo(prefix);
    assertThat(other).isNotEqualTo(whole);
  }

  /** What was said of each sample; from the ninth day on values are higher by {@code more}. */
  private List<Corridor> corridors(long span, double more) {
    random.setSeed(3);
    SeasonalBounds bounds = new SeasonalBounds(Bounds.DEFAULT);
    List<Corridor> corridors = new ArrayList<>();
    for (long time = 0; time < span; time += 5 * MINUTE) {
      double value = daily(START + time) + (time < 8 * DAY ? 0 : more);
      corridors.add(bounds.add(START + time, value));
    }
    return corridors;
  }

  @Test
  void weekendsAreExpectedAsTheyWere() {
    SeasonalBounds bounds = new SeasonalBounds(Bounds.DEFAULT);
    feed(bounds, START, START + 12 * DAY, time -> isWeekend(time) ? 10 : 50);

    assertThat(bounds.at(START + 12 * DAY + 12 * HOUR).expected()).as("Saturday").isEqualTo(10);
    assertThat(bounds.at(START + 14 * DAY + 12 * HOUR).expected()).as("Monday").isEqualTo(50);
  }

  @Test
  void anAnomalyDoesNotMoveTheBounds() {
    SeasonalBounds bounds = new SeasonalBounds(Bounds.DEFAULT);
    feed(bounds, START, START + 8 * DAY, this::daily);
    Corridor before = bounds.at(START + 9 * DAY + 12 * HOUR - DAY / 2);
    SeasonalBounds other = new SeasonalBounds(Bounds.DEFAULT);
    random.setSeed(1);
    feed(other, START, START + 8 * DAY, this::daily);

    feed(other, START + 8 * DAY, START + 8 * DAY + 5 * HOUR, time -> 500);

    Corridor after = other.at(START + 9 * DAY + 12 * HOUR - DAY / 2);
    assertThat(after.expected()).isCloseTo(before.expected(), within(0.5));
    assertThat(after.above().far()).isCloseTo(before.above().far(), within(0.5));
  }

  @Test
  void whatLastsADayIsUsualFromThenOn() {
    SeasonalBounds bounds = new SeasonalBounds(Bounds.DEFAULT);
    feed(bounds, START, START + 8 * DAY, this::daily);
    feed(bounds, START + 8 * DAY, START + 9 * DAY, time -> 500 + daily(time));
    assertThat(bounds.at(START + 9 * DAY - 1).excludes(540)).isTrue();

    feed(bounds, START + 9 * DAY, START + 9 * DAY + 4 * HOUR, time -> 500 + daily(time));

    Corridor shifted = bounds.at(START + 9 * DAY + 4 * HOUR);
    assertThat(shifted.expected()).isCloseTo(545, within(5.0));
    assertThat(shifted.excludes(545)).isFalse();
  }

  @Test
  void aConstantSeriesIsWithinItsBounds() {
    SeasonalBounds bounds = new SeasonalBounds(Bounds.DEFAULT);
    feed(bounds, START, START + 2 * DAY, time -> 7);

    Corridor corridor = bounds.at(START + 2 * DAY);
    assertThat(corridor.expected()).isEqualTo(7);
    assertThat(corridor.excludes(7)).isFalse();
    assertThat(corridor.excludes(7.05)).as("rounding is no anomaly").isFalse();
    assertThat(corridor.excludes(8)).isTrue();
  }

  @Test
  void thereAreNoBoundsBeforeThereIsSomethingToDrawThemFrom() {
    SeasonalBounds bounds = new SeasonalBounds(Bounds.DEFAULT);

    assertThat(bounds.add(START, 5).isKnown()).isFalse();
    feed(bounds, START, START + HOUR, this::daily);
    assertThat(bounds.at(START + HOUR).isKnown()).isFalse();
    feed(bounds, START + HOUR, START + 4 * HOUR, this::daily);
    assertThat(bounds.at(START + 4 * HOUR).isKnown()).isTrue();
  }

  @Test
  void aGapOfDaysIsNoAnomaly() {
    SeasonalBounds bounds = new SeasonalBounds(Bounds.DEFAULT);
    feed(bounds, START, START + 4 * DAY, this::daily);

    long after = START + 6 * DAY + 12 * HOUR;
    assertThat(bounds.add(after, 60).excludes(60)).isFalse();
    assertThat(bounds.at(after + 60 * DAY).isKnown()).as("all of it is forgotten").isFalse();
  }

  @Test
  void whatIsReadGoesOnAsWhatWasWritten() throws IOException {
    SeasonalBounds bounds = new SeasonalBounds(Bounds.DEFAULT);
    feed(bounds, START, START + 3 * DAY + 90 * MINUTE, this::daily);
    SeasonalBounds restored = SeasonalBounds.read(Bounds.DEFAULT, SeasonClock.UTC, bytes(bounds));

    for (long time = START + 3 * DAY + 90 * MINUTE; time < START + 5 * DAY; time += MINUTE) {
      double value = daily(time) + (time % (7 * HOUR) == 0 ? 100 : 0);
      assertThat(restored.add(time, value)).isEqualTo(bounds.add(time, value));
    }
    assertThat(bytes(restored).readAllBytes()).isEqualTo(bytes(bounds).readAllBytes());
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

  private static boolean isWeekend(long time) {
    long day = (time / DAY) % 7;
    return day == 2 || day == 3;
  }
}
