package io.barograph.ml.failure;

import java.util.ArrayList;
import java.util.List;

/**
 * Predictions for units whose failures are known, each by a model that was trained on other units:
 * what they say of a unit is what they would have said without its label.
 */
public final class FoldedPredictions {
  /** How many units are needed at least. */
  public static final int FEWEST = 10;

  private static final int FOLDS = 5;

  private FoldedPredictions() {}

  /**
   * The predictions of all rows, one list for each unit, in the order of the units.
   *
   * @throws IllegalArgumentException if they are fewer than {@link #FEWEST}, or as {@link
   *     FailureModel#train}
   */
  public static List<List<FailurePrediction>> of(List<FailedUnit> units, LeadBand band) {
    if (units.size() < FEWEST) {
      throw new IllegalArgumentException(
          "at least %d units with a known failure are needed, were %d"
              .formatted(FEWEST, units.size()));
    }
    List<FailureModel> models = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      List<FailedUnit> others = new ArrayList<>();
      for (int i = 0; i < units.size(); i++) {
        if (i % FOLDS != fold) {
          others.add(units.get(i));
        }
      }
      models.add(FailureModel.train(others, band));
    }
    List<List<FailurePrediction>> predictions = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      predictions.add(predictions(units.get(i).history(), models.get(i % FOLDS).predictor()));
    }
    return predictions;
  }

  /** What a predictor says at each row of a unit. */
  public static List<FailurePrediction> predictions(
      UnitHistory history, FailurePredictor predictor) {
    List<FailurePrediction> predictions = new ArrayList<>();
    for (int row = 0; row < history.size(); row++) {
      predictions.add(
          predictor.next(history.unit(), history.timeMillis(row), history.sensors(row)));
    }
    return predictions;
  }
}
