package io.barograph.ml.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangePointTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final int KEPT = 1_344;

  /** A change that was found, and when it was. */
  private record Found(long at, long time, double shift) {}

  /* A day's rhythm with noise of 2, half of it on weekends; the first day is a Thursday. */
  private static double ordinary(long time, Random random) {
    long day = time / DAY % 7;
    double height = day == 2 || day == 3 ? 10 : 20;
    return 50 + height * Math.sin(2 * Math.PI * time / DAY) + 2 * random.nextGaussian();
  }

  private static List<Found> run(long step, int days, long seed, LongToDoubleFunction shift)
      throws IOException {
    Random random = new Random(seed);
    EvenSeries history = new EvenSeries(step, KEPT);
    ChangePoint change = new ChangePoint(step);
    List<Found> found = new ArrayList<>();
    for (long time = 0; time < days * DAY; time += step) {
      if (history.add(time, ordinary(time, random) + shift.applyAsDouble(time))) {
        long before = change.time();
        change.follow(history);
        if (change.time() != before) {
          found.add(new Found(time, change.time(), change.shift()));
        }
        if (time % (7 * HOUR) == 0) {
          change = restored(step, change);
        }
      }
    }
    return found;
  }

  private static ChangePoint restored(long step, ChangePoint change) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    change.write(new DataOutputStream(bytes));
    return ChangePoint.read(
        step, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  @ParameterizedTest
  @ValueSource(longs = {5 * MINUTE, 15 * MINUTE, HOUR})
  void aLevelThatMovesIsFoundWhereItMoved(long step) throws IOException {
    long moved = 11 * DAY + 14 * HOUR; // a Monday
    for (double size : new double[] {-12, 12}) {
      List<Found> found = run(step, 14, 1, time -> time >= moved ? size : 0);

      assertThat(found).as("step %d min, by %.0f", step / MINUTE, size).hasSize(1);
      assertThat(found.get(0).time()).isCloseTo(moved, within(2 * step));
      assertThat(found.get(0).shift()).isCloseTo(size, within(2.0));
      assertThat((found.get(0).at() - moved) / step).as("steps until found").isLessThan(50);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5 * MINUTE, 15 * MINUTE, HOUR})
  void fourWeeksOfTheOrdinaryHoldNone(long step) throws IOException {
    for (long seed = 1; seed <= 5; seed++) {
      assertThat(run(step, 28, seed, time -> 0)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void anAnomalyThatIsSoonOverIsNone() throws IOException {
    long begin = 11 * DAY + 14 * HOUR;
    assertThat(run(5 * MINUTE, 16, 1, time -> time >= begin && time < begin + HOUR ? 60 : 0))
        .isEmpty();
  }

  @Test
  void aLevelThatMovesBackDaysLaterHasTwo() throws IOException {
    long begin = 11 * DAY + 14 * HOUR;
    long end = begin + 3 * DAY;
    List<Found> found = run(5 * MINUTE, 18, 2, time -> time >= begin && time < end ? 15 : 0);

    assertThat(found).hasSize(2);
    assertThat(found.get(0).shift()).isPositive();
    assertThat(found.get(1).time()).isCloseTo(end, within(10 * MINUTE));
    assertThat(found.get(1).shift()).isNegative();
  }

  @Test
  void whatComesLaterDoesNotAlterWhatWasFound() throws IOException {
    long moved = 11 * DAY + 14 * HOUR;
    LongToDoubleFunction shift = time -> time >= moved ? 15 : 0;

    List<Found> whole = run(5 * MINUTE, 20, 3, shift);

    assertThat(whole).isNotEmpty().startsWith(run(5 * MINUTE, 13, 3, shift).toArray(Found[]::new));
  }

  @Test
  void daysWithoutSamplesAreNoChange() throws IOException {
    EvenSeries history = new EvenSeries(5 * MINUTE, KEPT);
    ChangePoint change = new ChangePoint(5 * MINUTE);
    Random random = new Random(4);
    for (long time = 0; time < 20 * DAY; time += 5 * MINUTE) {
      boolean isSilent = time > 8 * DAY && time < 11 * DAY;
      if (!isSilent && history.add(time, ordinary(time, random))) {
        change.follow(history);
      }
    }
    assertThat(change.isKnown()).isFalse();
  }

  @Test
  void aConstantSeriesThatRoundsOtherwiseHasNone() {
    EvenSeries history = new EvenSeries(HOUR, KEPT);
    ChangePoint change = new ChangePoint(HOUR);
    for (long time = 0; time < 20 * DAY; time += HOUR) {
      if (history.add(time, time < 10 * DAY ? 100 : 100.01)) {
        change.follow(history);
      }
    }
    assertThat(change.isKnown()).isFalse();
  }
}
