package io.barograph.cli.predict;

import io.barograph.ml.failure.FailedUnit;
import io.barograph.ml.failure.FailureModel;
import io.barograph.ml.failure.FailurePrediction;
import io.barograph.ml.failure.FailurePredictor;
import io.barograph.ml.failure.Fleet;
import io.barograph.ml.failure.FleetDrift;
import io.barograph.ml.failure.FoldedPredictions;
import io.barograph.ml.failure.LeadBand;
import io.barograph.ml.failure.LeadScore;
import io.barograph.ml.failure.UnitHistory;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Warnings of the units of a file. */
public final class PredictionRun {
  private final Fleet fleet;
  private final WarningTable table;

  /** A run that writes to {@code table}. */
  public PredictionRun(Fleet fleet, WarningTable table) {
    this.fleet = fleet;
    this.table = table;
  }

  /** Warns by rule. */
  public void byRule() throws IOException {
    for (FailurePrediction prediction : fleet.predictions(new FleetDrift())) {
      table.add(prediction);
    }
  }

  /**
   * Warns by what failures teach: of a unit that failed by those of other units, of one that did
   * not by all.
   *
   * @param failures when units failed, in milliseconds since the epoch; those of others are ignored
   * @return how good the warnings of the units that failed are
   * @throws IllegalArgumentException if too few units failed, or have no rows before
   */
  public LeadScore byFailures(Map<String, Long> failures, LeadBand band) throws IOException {
    List<FailedUnit> failed = fleet.failed(failures);
    List<List<FailurePrediction>> predictions = FoldedPredictions.of(failed, band);
    FailurePredictor predictor = FailureModel.train(failed, band).predictor();
    Map<String, List<FailurePrediction>> folded = new HashMap<>();
    for (int i = 0; i < failed.size(); i++) {
      folded.put(failed.get(i).history().unit(), predictions.get(i));
    }
    LeadScore score = new LeadScore(band);
    for (UnitHistory unit : fleet.units()) {
      List<FailurePrediction> own = folded.get(unit.unit());
      if (own == null) {
        warn(FoldedPredictions.predictions(unit, predictor));
        continue;
      }
      FailurePrediction first = warn(own);
      if (first == null) {
        score.missed();
      } else {
        score.warned(first.timeMillis(), failures.get(unit.unit()));
      }
    }
    return score;
  }

  /** The first warning of a unit; null if there is none. */
  private FailurePrediction warn(List<FailurePrediction> predictions) throws IOException {
    FailurePrediction first = null;
    for (FailurePrediction prediction : predictions) {
      if (table.add(prediction)) {
        first = prediction;
      }
    }
    return first;
  }
}
