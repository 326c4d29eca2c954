package io.barograph.ml.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.detect.FailureWatch;
import io.barograph.core.sample.StaleMarker;
import io.barograph.ml.failure.FailurePrediction;
import io.barograph.ml.failure.FleetDrift;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class FailureFleetTest {
  private static final int UNITS = 6;
  private static final int HOURS = 200;

  @Test
  void saysOfEachUnitWhatTheRuleSaysOfItsRows() {
    FleetRun run = FleetRun.byRule();
    FleetDrift rule = new FleetDrift();
    List<String> expected = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      for (int unit = 0; unit < UNITS; unit++) {
        double[] row = row(unit, hour);
        run.row("u" + unit, hour, row);
        FailurePrediction said = rule.next("u" + unit, hour, row);
        expected.add("u%d %d %s".formatted(unit, hour + 1, said.probability()));
      }
      run.tick(hour + 1);
    }

    assertThat(run.told("probability"))
        .extracting(
            one ->
                "%s %d %s"
                    .formatted(one.labels().get("unit"), one.tick() / FleetRun.HOUR, one.value()))
        .isEqualTo(expected);
    assertThat(run.told("probability"))
        .allMatch(one -> one.labels().get("prediction").equals("engines"))
        .allMatch(one -> one.labels().get("version").equals("rule"));
    assertThat(run.told("warning")).isNotEmpty();
    assertThat(run.told("warning"))
        .allMatch(one -> one.labels().get("unit").equals("u0"))
        .allMatch(one -> one.labels().get("reason").equals("drift"));
  }

  @Test
  void aPrefixIsToldAsTheWhole() {
    FleetRun whole = FleetRun.byRule();
    hours(0, HOURS, whole);
    FleetRun prefix = FleetRun.byRule();
    hours(0, 120, prefix);

    assertThat(prefix.told()).hasSizeGreaterThan(1_000);
    assertThat(whole.told().subList(0, prefix.told().size())).isEqualTo(prefix.told());
  }

  @Test
  void valuesOfAStepAreARowOfTheirMeans() {
    FleetRun means = FleetRun.byRule();
    FleetRun parts = FleetRun.byRule();
    for (int hour = 0; hour < 40; hour++) {
      double value = row(0, hour)[0];
      means.row("u0", hour, value);
      means.tick(hour + 1);
      parts.sample("s0", "u0", hour * FleetRun.HOUR, value - 3);
      parts.sample("s0", "u0", hour * FleetRun.HOUR + 1, Double.NaN);
      parts.sample("s0", "u0", hour * FleetRun.HOUR + 2, value + 3);
      parts.tick(hour + 1);
    }

    List<FleetRun.Told> drift = means.told("drift");
    assertThat(drift).hasSize(20);
    for (int i = 0; i < drift.size(); i++) {
      assertThat(parts.told("drift").get(i).value()).isCloseTo(drift.get(i).value(), within(1e-9));
    }
  }

  @Test
  void whatWasSaidIsToldAgainEachMinuteUntilTheUnitIsSilent() {
    FleetRun run = FleetRun.byRule();
    run.row("u0", 0, 1);
    run.tick(1);
    run.tick(FleetRun.HOUR + 1_000);
    assertThat(run.told("probability")).hasSize(1);
    run.tick(FleetRun.HOUR + 60_000);
    assertThat(run.told("probability")).hasSize(2);
    run.tick(4);

    assertThat(run.told("probability")).hasSize(2);
    assertThat(run.told("units")).last().extracting(FleetRun.Told::value).isEqualTo(1.0);
  }

  @Test
  void aWarningThatEndsIsStale() {
    FleetRun run = FleetRun.byRule();
    hours(0, HOURS, run);
    run.failed("u0", HOURS);
    run.tick(HOURS + 1);

    FleetRun.Told last = run.told("warning").get(run.told("warning").size() - 1);
    assertThat(last.tick()).isEqualTo((HOURS + 1) * FleetRun.HOUR);
    assertThat(StaleMarker.isStale(Double.doubleToRawLongBits(last.value()))).isTrue();
    assertThat(run.told("warning").get(run.told("warning").size() - 2).value()).isOne();
  }

  @Test
  void aUnitThatFailedBeginsAnew() {
    FleetRun run = FleetRun.byRule();
    hours(0, HOURS, run);
    run.failed("u0", HOURS);
    for (int hour = HOURS; hour < HOURS + 40; hour++) {
      run.row("u0", hour, row(1, hour));
      run.tick(hour + 1);
    }

    assertThat(run.told("warning").stream().filter(one -> one.tick() > (HOURS + 1) * FleetRun.HOUR))
        .isEmpty();
    assertThat(
            run.told("drift").stream()
                .filter(one -> one.labels().get("unit").equals("u0"))
                .filter(one -> one.tick() > HOURS * FleetRun.HOUR))
        .as("but for its first rows, and the hour in which it failed")
        .hasSize(40 - 20 - 1);
  }

  @Test
  void aSavepointGoesOnAsIfNothingHadBeen() throws IOException {
    FleetRun whole = FleetRun.byRule();
    FleetRun restarted = FleetRun.byRule();
    for (int hour = 0; hour < HOURS; hour++) {
      hours(hour, hour + 1, whole);
      hours(hour, hour + 1, restarted);
      restarted.restart(FleetRun.kind(FailureModels.NONE, 1_000));
    }

    assertThat(restarted.told()).isEqualTo(whole.told());
  }

  @Test
  void whatIsPredictedInOtherStepsBeginsAnew() throws IOException {
    FleetRun run = FleetRun.byRule();
    hours(0, 100, run);
    run.restart(new FailureFleetKind(List.of(FleetRun.watch(2)), Map.of(), 1_000));
    hours(100, 120, run);

    assertThat(run.told("drift").stream().filter(one -> one.tick() > 100 * FleetRun.HOUR))
        .isEmpty();
  }

  @Test
  void unitsAndSensorsBeyondTheBoundsAreToldOnceEach() {
    FleetRun run = new FleetRun(FleetRun.kind(FailureModels.NONE, 2));
    IntConsumer hour =
        number -> {
          for (int unit = 0; unit < 3; unit++) {
            run.row("u" + unit, number, new double[FailureFleet.MOST_SENSORS + 1]);
          }
          run.tick(number + 1);
        };
    hour.accept(0);

    assertThat(run.refused())
        .containsExactly(
            "sensor s64 is one too many in prediction engines, which takes 64; it is left out:"
                + " narrow match",
            "unit {unit=\"u2\"} is one too many for predictions.max-units = 2 in prediction"
                + " engines; it is not predicted: raise the limit");
    hour.accept(1);
    assertThat(run.refused()).isEmpty();
    assertThat(run.told("units")).last().extracting(FleetRun.Told::value).isEqualTo(2.0);
  }

  @Test
  void aUnitThatIsSilentForLongMakesRoom() {
    FleetRun run = new FleetRun(FleetRun.kind(FailureModels.NONE, 1));
    run.row("u0", 0, 1);
    run.tick(1);
    run.tick(102);
    run.row("u1", 102, 1);
    run.tick(103);

    assertThat(run.refused()).isEmpty();
    assertThat(run.told("probability"))
        .last()
        .extracting(one -> one.labels().get("unit"))
        .isEqualTo("u1");
  }

  @Test
  void aHorizonIsSomeSteps() {
    FailureWatch watch = FleetRun.watch(1);

    assertThat(watch.isJudged()).isTrue();
    assertThat(watch.span()).isEqualTo(FailureWatch.Span.DEFAULT);
  }

  /** Six units, of which the first wears out. */
  private static void hours(int from, int to, FleetRun run) {
    for (int hour = from; hour < to; hour++) {
      for (int unit = 0; unit < UNITS; unit++) {
        run.row("u" + unit, hour, row(unit, hour));
      }
      run.tick(hour + 1);
    }
  }

  private static double[] row(int unit, int hour) {
    Random random = new Random(unit * 1_000_003L + hour);
    random.nextInt();
    double wear = unit == 0 ? Math.exp((hour - HOURS) / 40.0) * 8 : 0;
    return new double[] {500 + wear + random.nextGaussian(), random.nextGaussian() - wear, 14.62};
  }
}
