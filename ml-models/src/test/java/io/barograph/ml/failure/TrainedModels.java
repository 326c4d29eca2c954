package io.barograph.ml.failure;

import java.util.List;

/** Models that were trained on generated units. */
public final class TrainedModels {
  private static final Fleet UNITS = WearingUnits.fleet(26);

  private TrainedModels() {}

  /** A version that was trained on twenty units of five sensors s0 to s4, an hour a row. */
  public static TrainedModel model(int version) {
    return model(version, WearingUnits.fleet(20));
  }

  static TrainedModel model(int version, Fleet fleet) {
    List<FailedUnit> failed = WearingUnits.failed(fleet);
    PredictionFigures figures =
        PredictionFigures.of(
            FoldedPredictions.of(failed, LeadBand.DEFAULT),
            WearingUnits.failures(fleet),
            LeadBand.DEFAULT);
    return new TrainedModel(
        "engines",
        version,
        List.of("s0", "s1", "s2", "s3", "s4"),
        fleet.stepMillis(),
        LeadBand.DEFAULT,
        FailureModel.train(failed, LeadBand.DEFAULT),
        new TrainingNote("ann", "first two lines", 0, "rows.csv", "00", 20, figures));
  }

  /** A row of a unit that wears, of the five sensors; behind its end the last. */
  public static double[] row(int unit, int hour) {
    List<UnitHistory> units = List.copyOf(UNITS.units());
    UnitHistory history = units.get(unit);
    return history.sensors(Math.min(hour, history.size() - 1));
  }

  /** How many rows a unit has. */
  public static int life(int unit) {
    return List.copyOf(UNITS.units()).get(unit).size();
  }
}
