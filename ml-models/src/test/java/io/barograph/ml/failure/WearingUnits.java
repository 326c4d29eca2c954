package io.barograph.ml.failure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Generated units: sensors drift faster and faster up to the end, an hour a row. */
final class WearingUnits {
  static final int WIDTH = 5;

  private static final long HOUR = 3_600_000;

  private WearingUnits() {}

  /** Units that live 120 to 240 hours. */
  static Fleet fleet(int units) {
    Fleet fleet = new Fleet();
    Random random = new Random(7);
    for (int unit = 0; unit < units; unit++) {
      int life = 120 + random.nextInt(120);
      for (int hour = 0; hour <= life; hour++) {
        fleet.add("unit " + unit, hour * HOUR, row(Math.exp((hour - life) / 40.0), random));
      }
    }
    return fleet;
  }

  /** Units that do not wear. */
  static Fleet sound(int units) {
    Fleet fleet = new Fleet();
    Random random = new Random(8);
    for (int unit = 0; unit < units; unit++) {
      for (int hour = 0; hour < 400; hour++) {
        fleet.add("sound " + unit, hour * HOUR, row(0, random));
      }
    }
    return fleet;
  }

  /* Two that rise, one that falls, one of noise, one constant. */
  private static double[] row(double wear, Random random) {
    return new double[] {
      500 + 6 * wear + random.nextGaussian(),
      20 + 0.6 * wear + 0.1 * random.nextGaussian(),
      -80 * wear + 10 * random.nextGaussian(),
      random.nextGaussian(),
      14.62
    };
  }

  /** A fleet with one more sensor. */
  static Fleet with(Fleet fleet, double sensor) {
    Fleet wider = new Fleet();
    for (UnitHistory unit : fleet.units()) {
      for (int row = 0; row < unit.size(); row++) {
        double[] sensors = Arrays.copyOf(unit.sensors(row), WIDTH + 1);
        sensors[WIDTH] = sensor;
        wider.add(unit.unit(), unit.timeMillis(row), sensors);
      }
    }
    return wider;
  }

  /** The first rows of a unit. */
  static UnitHistory prefix(UnitHistory unit, int rows) {
    UnitHistory prefix = new UnitHistory(unit.unit());
    for (int row = 0; row < rows; row++) {
      prefix.add(unit.timeMillis(row), unit.sensors(row));
    }
    return prefix;
  }

  /** Each unit fails at its last row. */
  static List<FailedUnit> failed(Fleet fleet) {
    return fleet.failed(failures(fleet));
  }

  /** When the units fail. */
  static Map<String, Long> failures(Fleet fleet) {
    Map<String, Long> failures = new HashMap<>();
    fleet.units().forEach(unit -> failures.put(unit.unit(), unit.timeMillis(unit.size() - 1)));
    return failures;
  }

  /** How good the first warnings of units are. */
  static LeadScore score(List<List<FailurePrediction>> units, Map<String, Long> failures) {
    LeadScore score = new LeadScore(LeadBand.DEFAULT);
    for (List<FailurePrediction> unit : units) {
      unit.stream()
          .filter(row -> row.reason().alert())
          .findFirst()
          .ifPresentOrElse(
              row -> score.warned(row.timeMillis(), failures.get(row.unit())), score::missed);
    }
    return score;
  }

  /** The predictions of each unit. */
  static List<List<FailurePrediction>> byUnit(Fleet fleet, List<FailurePrediction> predictions) {
    List<List<FailurePrediction>> units = new ArrayList<>();
    for (UnitHistory unit : fleet.units()) {
      units.add(predictions.stream().filter(row -> row.unit().equals(unit.unit())).toList());
    }
    return units;
  }
}
