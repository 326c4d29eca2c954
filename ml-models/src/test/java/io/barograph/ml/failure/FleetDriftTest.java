package io.barograph.ml.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class FleetDriftTest {
  private final Fleet fleet = WearingUnits.fleet(20);

  @Test
  void warnsWithoutHavingSeenAFailure() {
    List<List<FailurePrediction>> units =
        WearingUnits.byUnit(fleet, fleet.predictions(new FleetDrift()));

    assertThat(WearingUnits.score(units, WearingUnits.failures(fleet)).f1()).isGreaterThan(0.8);
    List<FailurePrediction> unit = units.get(0);
    assertThat(unit.get(0).reason()).isEqualTo(FailureReason.LEARNING);
    assertThat(unit.get(25).reason()).isEqualTo(FailureReason.SOUND);
    assertThat(unit.get(25).probability()).isLessThan(0.1);
    assertThat(unit.get(unit.size() - 1).reason()).isEqualTo(FailureReason.DRIFT);
    assertThat(unit.get(unit.size() - 1).probability()).isGreaterThan(0.9);
  }

  @Test
  void isSilentAboutUnitsThatDoNotWear() {
    assertThat(WearingUnits.sound(10).predictions(new FleetDrift()))
        .noneMatch(row -> row.reason().alert());
  }

  @Test
  void aPrefixIsPredictedAsTheWhole() {
    Fleet beginning = new Fleet();
    for (UnitHistory unit : fleet.units()) {
      for (int row = 0; row < 90; row++) {
        beginning.add(unit.unit(), unit.timeMillis(row), unit.sensors(row));
      }
    }

    List<FailurePrediction> prefix = beginning.predictions(new FleetDrift());
    assertThat(prefix)
        .hasSize(20 * 90)
        .isEqualTo(fleet.predictions(new FleetDrift()).subList(0, prefix.size()));
  }

  @Test
  void constantOrMissingSensorsChangeNothing() {
    List<FailurePrediction> plain = fleet.predictions(new FleetDrift());

    assertThat(WearingUnits.with(fleet, 1e9).predictions(new FleetDrift())).isEqualTo(plain);
    assertThat(WearingUnits.with(fleet, Double.NaN).predictions(new FleetDrift())).isEqualTo(plain);
  }

  @Test
  void aMissingValueIsNoDrift() {
    FleetDrift drift = new FleetDrift();
    FailurePrediction prediction = null;
    for (int row = 0; row < 60; row++) {
      double value = row % 2 == 0 ? 3 : 4;
      prediction = drift.next("a", row, new double[] {row > 30 ? Double.NaN : value, Double.NaN});
    }
    assertThat(prediction.measure()).isBetween(0.0, 0.5);
  }

  @Test
  void allUnitsHaveTheSameSensors() {
    FleetDrift drift = new FleetDrift();
    drift.next("a", 0, new double[3]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> drift.next("b", 0, new double[2]))
        .withMessage("unit b: a row must have 3 sensors, had 2");
  }

  @Test
  void forgetsTheUnitThatWasSilentLongest() {
    RecentUnits<Integer> units = new RecentUnits<>();
    for (int unit = 0; unit < RecentUnits.MOST; unit++) {
      units.put("unit " + unit, unit);
    }
    assertThat(units.get("unit 0")).isZero();
    units.put("one more", 1);

    assertThat(units).hasSize(RecentUnits.MOST).containsKey("unit 0").doesNotContainKey("unit 1");
  }
}
