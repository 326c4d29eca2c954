package io.barograph.ml.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Predictions beside what happened. */
class JudgedFleetTest {
  private static final int LIFE = 150;

  @Test
  void warningsOfWornUnitsAreRight() {
    FleetRun run = FleetRun.byRule();
    lives(run, 20, true);

    assertThat(last(run, "judged")).isEqualTo(20);
    assertThat(last(run, "f1_ratio")).isEqualTo(1);
    assertThat(last(run, "precision_ratio")).isEqualTo(1);
    assertThat(last(run, "recall_ratio")).isEqualTo(1);
    assertThat(last(run, "lead_seconds")).isBetween(10 * 3_600.0, 50 * 3_600.0);
    assertThat(run.told("f1_ratio"))
        .allMatch(one -> one.labels().get("role").equals("live"))
        .allMatch(one -> one.labels().get("version").equals("rule"));
  }

  @Test
  void probabilitiesAreComparedWithWhatHappened() {
    FleetRun run = FleetRun.byRule();
    lives(run, 20, true);

    assertThat(last(run, "brier_score")).isBetween(0.0, 0.1);
    assertThat(last(run, "calibration_error_ratio")).isBetween(0.0, 0.2);

    FleetRun unlike = FleetRun.byRule();
    lives(unlike, 20, false);
    assertThat(last(unlike, "brier_score")).isBetween(0.3, 1.0);
    assertThat(last(unlike, "calibration_error_ratio")).isBetween(0.3, 1.0);
  }

  @Test
  void failuresWithoutAWarningAreMissed() {
    FleetRun run = FleetRun.byRule();
    lives(run, 20, false);

    assertThat(last(run, "recall_ratio")).isZero();
    assertThat(last(run, "f1_ratio")).isZero();
    assertThat(run.told("lead_seconds")).isEmpty();
    assertThat(last(run, "judged")).isEqualTo(20);
  }

  @Test
  void aWarningThatOutlivesTheHorizonIsFalseOnce() {
    FleetRun run = FleetRun.byRule();
    Random random = new Random(5);
    for (int hour = 0; hour < 400; hour++) {
      // Ten units go up and stay there.
      for (int unit = 0; unit < 10; unit++) {
        run.row("u" + unit, hour, random.nextGaussian() + (hour > 100 ? 20 : 0));
      }
      run.tick(hour + 1);
    }

    assertThat(last(run, "judged")).isEqualTo(10);
    assertThat(last(run, "precision_ratio")).isZero();
  }

  @Test
  void nothingIsSaidOfAFew() {
    FleetRun run = FleetRun.byRule();
    lives(run, VersionJudge.FEWEST - 1, true);

    assertThat(last(run, "judged")).isEqualTo(VersionJudge.FEWEST - 1.0);
    assertThat(run.told("f1_ratio")).isEmpty();
  }

  @Test
  void aFailureThatIsToldForHoursIsOne() {
    FleetRun run = FleetRun.byRule();
    life(run, 0, true);
    for (int hour = LIFE; hour < LIFE + 5; hour++) {
      run.failed("u0", hour);
      run.tick(hour + 1);
    }

    assertThat(last(run, "judged")).isEqualTo(1, within(0.0));
  }

  /** Units one after the other, each of which fails at its end. */
  private static void lives(FleetRun run, int units, boolean wears) {
    for (int unit = 0; unit < units; unit++) {
      life(run, unit, wears);
      run.failed("u" + unit % 2, (unit + 1) * LIFE);
      run.tick((unit + 1) * LIFE + 1);
    }
  }

  private static void life(FleetRun run, int number, boolean wears) {
    Random random = new Random(number);
    for (int age = 2; age < LIFE; age++) {
      int hour = number * LIFE + age;
      double wear = wears ? Math.exp((age - LIFE) / 30.0) * 8 : 0;
      run.row("u" + number % 2, hour, wear + random.nextGaussian(), random.nextGaussian() - wear);
      run.tick(hour + 1);
    }
  }

  private static double last(FleetRun run, String name) {
    List<FleetRun.Told> told = run.told(name);
    return told.get(told.size() - 1).value();
  }
}
