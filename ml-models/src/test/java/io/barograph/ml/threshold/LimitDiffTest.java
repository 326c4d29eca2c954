package io.barograph.ml.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.detect.Bounds;
import io.barograph.core.session.SeasonClock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LimitDiffTest {
  private static final long MINUTE = 60_000;
  private static final int DAY = 24 * 60;

  /* Thursday, 1 January 1970, is the first day; the load is 20 at midnight and 80 at noon. */
  private static double load(int minute, Random random) {
    return 50 - 30 * Math.cos(2 * Math.PI * minute / DAY) + random.nextGaussian();
  }

  private static List<SeasonDiff> after(LimitDiff diff, int days, int spike) {
    Random random = new Random(3);
    for (int minute = 0; minute < days * DAY; minute++) {
      double value = load(minute, random) + (minute / 10 == spike / 10 ? 30 : 0);
      diff.add(minute * MINUTE, value);
    }
    return diff.seasons();
  }

  private static SeasonDiff at(List<SeasonDiff> seasons, boolean isDayOff, int hour) {
    return seasons.stream()
        .filter(one -> one.season().equals(new DaySeason(isDayOff, hour)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aLimitThatCriesEachNoonSeesNothingAtNight() {
    int night = 12 * DAY + 3 * 60; // a Tuesday, 03:00 to 03:10, 59 in place of 29
    LimitDiff diff = new LimitDiff(Bounds.DEFAULT, SeasonClock.UTC, value -> value > 75, true);

    List<SeasonDiff> seasons = after(diff, 14, night);

    SeasonDiff noon = at(seasons, false, 12);
    assertThat(noon.fixed().samples()).isGreaterThan(noon.samples() * 9 / 10);
    assertThat(seasons.stream().mapToLong(one -> one.fixed().times()).sum()).isGreaterThan(12);
    assertThat(noon.dynamic().samples()).isLessThan(noon.samples() / 100);
    assertThat(noon.seen().highest()).isBetween(80.0, 90.0);
    SeasonDiff early = at(seasons, false, 3);
    assertThat(early.fixed()).isEqualTo(new Crossings(0, 0));
    SeasonDiff calm =
        at(
            after(new LimitDiff(Bounds.DEFAULT, SeasonClock.UTC, any -> true, true), 14, -100),
            false,
            3);
    assertThat(early.dynamic().samples() - calm.dynamic().samples()).isBetween(8L, 10L);
    assertThat(calm.dynamic().samples()).isLessThan(calm.samples() / 50);
    assertThat(early.usual().expected()).isBetween(25.0, 40.0);
    assertThat(early.usual().upper()).isBetween(early.usual().expected() + 1, 55.0);
    assertThat(early.seen().highest()).isGreaterThan(55);
    assertThat(at(seasons, true, 3).dynamic().times()).isZero();
  }

  @Test
  void aLowerLimitIsBesideTheLowerBound() {
    LimitDiff diff = new LimitDiff(Bounds.DEFAULT, SeasonClock.UTC, value -> value < 10, false);
    int drop = 12 * DAY + 3 * 60;
    Random random = new Random(4);
    for (int minute = 0; minute < 14 * DAY; minute++) {
      diff.add(minute * MINUTE, 20 + random.nextGaussian() - (minute == drop ? 15 : 0));
    }

    SeasonDiff early = at(diff.seasons(), false, 3);

    assertThat(early.fixed()).isEqualTo(new Crossings(1, 1));
    assertThat(early.dynamic().samples()).isGreaterThanOrEqualTo(1);
    assertThat(early.seen().lowest()).isLessThan(10);
  }

  @Test
  void seasonsComeInOrderAndOnlyOnceBoundsAreKnown() {
    LimitDiff diff = new LimitDiff(Bounds.DEFAULT, SeasonClock.UTC, value -> value > 75, true);
    assertThat(diff.seasons()).isEmpty();
    for (int minute = 0; minute < 30; minute++) {
      diff.add(minute * MINUTE, 20);
    }
    assertThat(diff.seasons()).as("nothing is known yet").isEmpty();

    List<SeasonDiff> seasons = after(diff, 9, -100);

    assertThat(seasons).hasSize(48);
    assertThat(seasons.get(0).season()).isEqualTo(new DaySeason(false, 0));
    assertThat(seasons.get(47).season()).isEqualTo(new DaySeason(true, 23));
  }
}
